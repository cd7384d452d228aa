"""What can be wrong with an input, said after its path; ``planner.fault`` puts the two together."""

from __future__ import annotations

from planner.language import Words

# What stands in the file where something else should.
A_LIST = Words("тізім", "список", "a list")
AN_OBJECT = Words("объект", "объект", "an object")
SO_LARGE = Words("тым үлкен сан", "слишком большое число", "so large a number")

# What should stand there.
LIST = Words("тізім", "списком", "a list")
OBJECT = Words("объект", "объектом", "an object")
NUMBER = Words("сан", "числом", "a number")
WHOLE_NUMBER = Words("бүтін сан", "целым числом", "a whole number")
TEXT = Words("мәтін", "текстом", "a text")
TRUE_OR_FALSE = Words("true не false", "true или false", "true or false")

MUST_BE = Words(
    "{kind} болуы керек, ал мұнда {shown}",
    "должно быть {kind}, а стоит {shown}",
    "must be {kind}, not {shown}",
)
ONE_OF = Words(
    "мыналардың бірі болуы керек: {parts}; ал мұнда {shown}",
    "должно быть одним из: {parts}; а стоит {shown}",
    "must be one of {parts}, not {shown}",
)
A_DATE = Words(
    "2023-06-30 түріндегі күн болуы керек, ал мұнда {shown}",
    "должно быть датой вида 2023-06-30, а стоит {shown}",
    "must be a date like 2023-06-30, not {shown}",
)
BETWEEN = Words(
    "ең азы {low}, ең көбі {high} болуы керек, ал мұнда {value}",
    "должно быть от {low} до {high}, а стоит {value}",
    "must be between {low} and {high}, not {value}",
)
HOW_MANY = Words(
    "саны ең азы {low}, ең көбі {high} болуы керек, ал мұнда {value}",
    "их число должно быть от {low} до {high}, а здесь {value}",
    "their number must be between {low} and {high}, not {value}",
)
ABOVE_ZERO = Words(
    "0-ден үлкен болуы керек, ал мұнда {value}",
    "должно быть больше 0, а стоит {value}",
    "must be above 0, not {value}",
)
FINITE = Words(
    "шексіз емес, кәдімгі сан болуы керек", "должно быть конечным числом", "must be a finite number"
)
SHARE = Words(
    "0 болуы керек, болмаса ең азы 0.01, ең көбі 100",
    "должно быть 0 или от 0.01 до 100",
    "must be 0 or between 0.01 and 100",
)
EMPTY = Words("бос болмауы керек", "не должно быть пустым", "must not be empty")
NOT_GIVEN = Words("көрсетілмеген", "не указано", "is missing")
PERHAPS = Words(
    "мұнда ондай атау жоқ; мүмкін, {close}?",
    "такого имени здесь нет; может быть, {close}?",
    "is not known here; did you mean {close}?",
)
UNKNOWN = Words(
    "мұнда ондай атау жоқ; болатыны: {known}",
    "такого имени здесь нет; есть {known}",
    "is not known here; known are {known}",
)

LISTED_TWICE = Words("{name} екі рет тұр", "{name} стоит дважды", "{name} is listed twice")
PLACE_TWICE = Words(
    "«{name}» орны екі рет тұр, біріншісі — {first}",
    "место «{name}» стоит дважды, впервые — {first}",
    "place {name!r} is listed twice, first at {first}",
)
PLANNED_TWICE = Words(
    "«{visit}» кездесуі екі рет жоспарланған",
    "встреча «{visit}» стоит в плане дважды",
    "{visit!r} is planned twice",
)
ID_TAKEN = Words(
    "«{name}» деген id бұрын тұр: {first}",
    "id «{name}» уже занят: {first}",
    "{name!r} is already the id of {first}",
)
MEMBER_TWICE = Words(
    "бір адам екі рет аталған", "один человек назван дважды", "names a member twice"
)

NO_PERIOD = Words("«{name}» деген кезең жоқ", "нет периода «{name}»", "there is no period {name!r}")
NO_PLACE = Words("«{name}» деген орын жоқ", "нет места «{name}»", "there is no place {name!r}")
NO_LISTED_PLACE = Words(
    "travel.places ішінде «{name}» деген орын жоқ",
    "в travel.places нет места «{name}»",
    "there is no place in travel.places {name!r}",
)
NO_VISIT = Words("«{name}» деген кездесу жоқ", "нет встречи «{name}»", "there is no visit {name!r}")
NO_MEMBER = Words("«{name}» деген адам жоқ", "нет человека «{name}»", "there is no member {name!r}")
NO_DAY = Words("{day} деген күн жоқ", "нет дня {day}", "there is no day {day}")

TOO_MANY = Words(
    "мұнша кезеңге тым көп; мерзімді қысқартыңыз немесе кездесулерді азайтыңыз",
    "слишком много для стольких периодов; возьмите срок короче или встреч меньше",
    "too many for so many periods; plan a shorter time or fewer visits",
)
OVERLAP = Words(
    "«{one}» және «{other}» кезеңдерінің уақыты қабаттасады",
    "периоды «{one}» и «{other}» пересекаются",
    "{one!r} and {other!r} overlap",
)
CIRCLE = Words(
    "бірін-бірі шеңбер бойымен күтеді: {visits}",
    "ждут друг друга по кругу: {visits}",
    "{visits} wait for each other in a circle",
)
AFTER_ITSELF = Words(
    "кездесу өзінен кейін өте алмайды",
    "встреча не может идти после самой себя",
    "a visit cannot come after itself",
)
ANOTHER_VISIT = Words(
    "first өрісіндегіден басқа кездесу болуы керек",
    "должна быть не та же встреча, что в first",
    "must be another visit than first",
)
ONE_PERSON = Words(
    "адам үшін 1 болуы керек", "для человека должно быть 1", "must be 1 for a person"
)
SKILL_ONLY = Words("тек дағдыда болады", "бывает только у навыка", "is only meant for a skill")
PINNED_MORE = Words(
    "бекітілген адамдар саны {count}, ал crew_max — {most}",
    "закреплено людей: {count}, больше, чем crew_max {most}",
    "{count} members are more than crew_max {most}",
)
QUOTA = Words(
    "{least} орындалмайды: жиындағы кездесулер саны — {size}",
    "{least} недостижимо: встреч в наборе — {size}",
    "{least} cannot be reached: the set has {size} visits",
)
ROWS = Words(
    "жолдар саны {count}, ал орындар саны {size}",
    "строк {count}, а мест {size}",
    "has {count} rows for {size} places",
)
COLUMNS = Words(
    "бағандар саны {count}, ал орындар саны {size}",
    "столбцов {count}, а мест {size}",
    "has {count} columns for {size} places",
)
WAY_TO_ITSELF = Words(
    "орыннан сол орынның өзіне дейінгі жол 0 болуы керек",
    "путь от места до него самого должен быть 0",
    "the way from a place to itself must be 0",
)
NO_STOP = Words("кемінде бір ереже керек", "нужно хотя бы одно правило", "needs at least one rule")

# Of files.
NO_FILE = Words("{file} деген файл жоқ", "файла {file} нет", "there is no file {file}")
NOT_READ = Words(
    "{file} файлы оқылмайды: {why}",
    "файл {file} не читается: {why}",
    "{file} cannot be read: {why}",
)
NOT_WRITTEN = Words(
    "{file} файлы жазылмайды: {why}",
    "файл {file} не записывается: {why}",
    "{file} cannot be written: {why}",
)
A_FOLDER = Words("бұл — қалта", "это папка", "it is a folder")
NO_ACCESS = Words("рұқсат жоқ", "нет доступа", "access is denied")
NO_FOLDER = Words(
    "{file} жазылмайды: ондай қалта жоқ немесе оның өзі қалта",
    "{file} не записывается: такой папки нет, или это сама папка",
    "{file} cannot be written: there is no such folder, or it is one",
)
TOO_LARGE = Words(
    "{file} файлы 200 МБ-тан үлкен", "файл {file} больше 200 МБ", "{file} is larger than 200 MB"
)
NOT_UTF8 = Words(
    "{file} — UTF-8 мәтіні емес", "{file} — не текст в UTF-8", "{file} is not a UTF-8 text file"
)
NOT_JSON = Words(
    "{file} — JSON емес: қате тұрған жері {line}-жол, {column}-баған",
    "{file} — не JSON: ошибка в строке {line}, столбце {column}",
    "{file} is not JSON: it goes wrong at line {line} column {column}",
)
NESTED = Words(
    "{file} ішіндегі тізімдер тым терең қабаттасқан",
    "в {file} слишком глубокая вложенность",
    "{file} is nested too deeply",
)
LONG_NUMBER = Words(
    "{file} ішінде тым ұзын сан бар",
    "в {file} есть слишком длинное число",
    "{file} holds a number that is too long",
)
BROKEN_CHARACTER = Words(
    "{file} ішінде бүлінген таңба бар",
    "в {file} есть испорченный знак",
    "{file} holds a broken character",
)
NAME_TWICE = Words(
    "«{name}» атауы бір объектіде екі рет тұр",
    "имя «{name}» стоит в одном объекте дважды",
    "the name {name!r} stands twice in one object",
)
NOT_A_NUMBER = Words(
    "{name} — JSON сан деп танымайтын жазу",
    "{name} — не число, какое допускает JSON",
    "{name} is not a number that JSON allows",
)
ONE_OBJECT = Words(
    "файлда бір JSON объектісі болуы керек",
    "в файле должен быть один объект JSON",
    "the file must hold one JSON object",
)
NO_VERSION = Words(
    "көрсетілмеген; {version} деп жазыңыз",
    "не указано; напишите {version}",
    "is missing; write {version}",
)
ONLY_VERSION = Words(
    "{version} болуы керек: басқа нұсқа жоқ",
    "должно быть {version}: других версий нет",
    "must be {version}, the only version there is",
)
ABOVE_ZERO = Words(
    "0-ден үлкен болуы керек, ал мұнда {shown}",
    "должно быть больше 0, а стоит {shown}",
    "must be above 0, not {shown}",
)
MISUSED = Words(
    "бұйрық дұрыс жазылмаған; ол былай жазылады: {usage}",
    "команда написана неверно; она пишется так: {usage}",
    "the command is not written as it should be: {usage}",
)
