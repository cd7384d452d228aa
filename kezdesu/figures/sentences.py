"""The sentences that definitions share: which records count, and what puts them in a period."""

from typing import Final

from .words import Words

ON_LAST_DAY: Final = Words(
    "Кезеңнің соңғы күніндегі жағдай.",
    "По состоянию на последний день периода.",
    "As it stood on the last day of the period.",
)
TARGET_IN_PERIOD: Final = Words(
    "Нысананың мерзімі кезеңмен толық не ішінара сәйкес келеді.",
    "Срок цели полностью или частично приходится на период.",
    "The target’s dates fall in the period, wholly or in part.",
)
BY_START: Final = Words(
    "Басталған күні мекеменің жергілікті уақытымен алынады.",
    "Дата начала берётся по местному времени учреждения.",
    "The date is that of the start, by the local time of the office.",
)
BY_PUBLICATION: Final = Words(
    "Жарияланған күні кезеңге түседі.",
    "Дата выхода приходится на период.",
    "The date of publication falls in the period.",
)

SEATS: Final = Words(
    "Мүшелік тізіміне негізделеді; бір адам бір рет саналады.",
    "По записям о членстве; каждый человек считается один раз.",
    "From the records of seats; each person is counted once.",
)
TARGETS: Final = Words(
    "Бағыттың нысаналары бойынша; бір орын бір рет саналады, кездесу өтпесе де тізімде қалады.",
    "По целям направления; каждое место считается один раз и остаётся в списке, "
    "даже если встречи там не было.",
    "From the targets of the track; each place is counted once and stays in the list "
    "even where no meeting was held.",
)
DUE: Final = Words(
    "Бағыттың нысаналары бойынша; бір орынның бірнеше нысанасы болса, бәрі қосылады.",
    "По целям направления; если у места несколько целей, складываются все.",
    "From the targets of the track; where a place has several, all are added.",
)
TARGETS_AND_HELD: Final = Words(
    "Бағыттың нысаналары мен өткен кездесулердің қабылданған жазбалары бойынша; "
    "бір орын бір рет саналады.",
    "По целям направления и принятым записям о состоявшихся встречах; "
    "каждое место считается один раз.",
    "From the targets of the track and accepted records of held meetings; "
    "each place is counted once.",
)
HELD: Final = Words(
    "Өткен кездесулердің тек қабылданған жазбалары саналады.",
    "Считаются только принятые записи о состоявшихся встречах.",
    "Only accepted records of held meetings count.",
)
ATTENDED: Final = Words(
    "Өткен кездесулердің тек қабылданған жазбалары саналады. "
    "Екі кездесуге келген адам екі рет саналады: бұл қайталанбайтын адам саны емес.",
    "Считаются только принятые записи о состоявшихся встречах. "
    "Пришедший на две встречи считается дважды: это не число разных людей.",
    "Only accepted records of held meetings count. "
    "Anyone who came to two meetings is counted twice: this is not the number of distinct people.",
)
ESTIMATED: Final = Words(
    "Мұны мекеме өзі бағалаған: жазбаларда аты-жөн болмағандықтан, бұл сан есептелмейді.",
    "Это оценка самого учреждения: в записях нет имён, поэтому число не подсчитывается.",
    "The office itself estimates it: records hold no names, so it cannot be counted.",
)
OF_THE_PERIOD: Final = Words(
    "Бағалау дәл осы кезеңге жасалған.",
    "Оценка сделана именно за этот период.",
    "The estimate was made of just this period.",
)
NOT_HELD: Final = Words(
    "Тек қабылданған жазбалар саналады; әрқайсысының себебі жазылған.",
    "Считаются только принятые записи; у каждой указана причина.",
    "Only accepted records count; each states its reason.",
)
PLANNED: Final = Words(
    "Бекітілген кесте бойынша; жоба мен қайтарылған кестелер саналмайды.",
    "По утверждённому графику; черновики и возвращённые графики не считаются.",
    "From the approved schedule; drafts and returned schedules do not count.",
)
ASKED: Final = Words(
    "Барлық бағыттардың өткен кездесулерінің қабылданған жазбалары бойынша, бірге.",
    "По принятым записям о состоявшихся встречах всех направлений вместе.",
    "From accepted records of held meetings, all tracks together.",
)
MEDIA_LOG: Final = Words(
    "Мекеменің БАҚ журналы бойынша.",
    "По реестру публикаций учреждения.",
    "From the media log of the office.",
)

# Words for the office-independent choices, in each language at once.
HOW_COUNTED: Final = {
    "sheet": Words("тіркеу парағы бойынша", "по листам регистрации", "by sign-in sheets"),
    "headcount": Words("көзбен санау", "подсчёт на глаз", "counted by eye"),
    "estimate": Words("шамалау", "оценка", "estimated"),
}
PARTS: Final = {
    "women": Words("әйелдер", "женщины", "women"),
    "men": Words("ерлер", "мужчины", "men"),
    "youth": Words("жастар", "молодёжь", "youth"),
    "students": Words("студенттер", "студенты", "students"),
}
# Where a part has no number: no meeting counted it.
NOT_COUNTED: Final = Words("саналмаған", "не подсчитано", "not counted")
PUBLICATION_KINDS: Final = {
    "article": Words("мақала", "статья", "article"),
    "story": Words("сюжет", "сюжет", "report on air"),
    "interview": Words("сұхбат", "интервью", "interview"),
    "post": Words("пост", "пост", "post"),
}

# Which approved plan a figure is counted in.
PLAN: Final = Words(
    "Бекітілген кестенің {version}-нұсқасы, {day} күнгі № {number} құжат.",
    "Утверждённый график, версия {version}, документ № {number} от {day}.",
    "Approved schedule, version {version}, document No. {number} of {day}.",
)
MANY_PLANS: Final = Words(
    "Бекітілген кестелердің саны — {count}; олар есептегі мекемелер тізімінде аталған.",
    "Утверждённых графиков — {count}; они названы в перечне учреждений отчёта.",
    "Approved schedules: {count}; the report names them in its list of offices.",
)
BENEATH: Final = Words(
    "Мекеменің өз жұмысы мен оған қарасты барлық мекеменің (саны — {count}) жұмысы бірге "
    "саналады; қысқа аты бірдей бағыттар бір бағыт болып есептеледі.",
    "Учитывается работа самого учреждения и всех подчинённых ему учреждений (их {count}); "
    "направления с одним кратким именем считаются одним.",
    "The office’s own work counts together with that of all offices beneath it ({count}); "
    "tracks of one short name are one stream.",
)
NO_PLAN: Final = Words(
    "Бұл кезеңге бекітілген кесте жоқ.",
    "Утверждённого графика на этот период нет.",
    "There is no approved schedule for this period.",
)

SHARE: Final = Words(
    "Бөлігі: {part}. Тұтасы: {whole}. Бүтін пайызға дейін дөңгелектеледі: 100 пайыз тек барлығы "
    "болғанда, 0 пайыз тек бірде-бірі болмағанда айтылады.",
    "Часть: {part}. Целое: {whole}. Округляется до целого процента: 100 процентов — только если "
    "есть всё, 0 процентов — только если нет ничего.",
    "The part: {part}. The whole: {whole}. Rounded to a whole percent: 100 percent only where all "
    "of it is there, 0 percent only where none is.",
)
