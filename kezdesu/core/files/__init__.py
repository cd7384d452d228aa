"""Files that an office keeps: judged by their content, cleaned, stored, served."""
