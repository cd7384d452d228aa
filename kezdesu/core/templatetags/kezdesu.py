"""Formats and components that every template may use without loading them."""

from django import template

register = template.Library()
