"""What every figure means. A frozen report keeps these very words, so change them with care.

`{track}`, `{category}`, `{kind}`, `{how}`, `{part}` are filled with the office's own names.
"""

from typing import Final

from .definition import Definition
from .sentences import (
    ASKED,
    ATTENDED,
    BY_PUBLICATION,
    BY_START,
    DUE,
    ESTIMATED,
    HELD,
    MEDIA_LOG,
    NOT_HELD,
    OF_THE_PERIOD,
    ON_LAST_DAY,
    PLANNED,
    SEATS,
    TARGET_IN_PERIOD,
    TARGETS,
    TARGETS_AND_HELD,
)
from .words import (
    ATTENDANCES,
    DUE_VISITS,
    INSTITUTIONS,
    MEETINGS,
    PEOPLE,
    PLACES,
    PUBLICATIONS,
    QUESTIONS,
    VISITS,
    Words,
)

_ALL: Final = (
    Definition(
        "group.members",
        Words("Топ мүшелері", "Члены группы", "Members of the group"),
        PEOPLE,
        Words(
            "Ақпараттық-насихаттық топта орны бар адамдар.",
            "Люди, входящие в информационно-разъяснительную группу.",
            "People with a seat in the outreach group.",
        ),
        SEATS,
        ON_LAST_DAY,
    ),
    Definition(
        "group.composition",
        Words("Топ құрамы: {category}", "Состав группы: {category}", "The group: {category}"),
        PEOPLE,
        Words(
            "Ақпараттық-насихаттық топтың «{category}» санатындағы мүшелері.",
            "Члены информационно-разъяснительной группы категории «{category}».",
            "Members of the outreach group in the category “{category}”.",
        ),
        SEATS,
        ON_LAST_DAY,
    ),
    Definition(
        "speakers.pool",
        Words("Спикерлер пулы", "Пул спикеров", "Speakers in the pool"),
        PEOPLE,
        Words(
            "Спикерлер пулында орны бар адамдар.",
            "Люди, входящие в пул спикеров.",
            "People with a seat in the speaker pool.",
        ),
        SEATS,
        ON_LAST_DAY,
    ),
    Definition(
        "track.targets",
        Words("нысаналы орындар", "целевые места", "target places"),
        PLACES,
        Words(
            "«{track}» бағыты бойынша кездесу өтуі тиіс орындар.",
            "Места, где по направлению «{track}» должны пройти встречи.",
            "Places where meetings of the track “{track}” are due.",
        ),
        TARGETS,
        TARGET_IN_PERIOD,
    ),
    Definition(
        "track.visits_due",
        Words("өтуі тиіс кездесулер", "должно пройти встреч", "visits due"),
        DUE_VISITS,
        Words(
            "«{track}» бағытының нысаналары бойынша өтуі тиіс кездесулердің қосындысы.",
            "Сумма встреч, которые должны пройти по целям направления «{track}».",
            "The sum of visits that the targets of the track “{track}” ask for.",
        ),
        DUE,
        TARGET_IN_PERIOD,
    ),
    Definition(
        "track.places_met",
        Words("кездесу өткен орындар", "места, где прошли встречи", "places met"),
        PLACES,
        Words(
            "«{track}» бағыты бойынша кемінде бір кездесу өткен нысаналы орындар.",
            "Целевые места направления «{track}», где прошла хотя бы одна встреча.",
            "Target places of the track “{track}” where at least one meeting was held.",
        ),
        TARGETS_AND_HELD,
        BY_START,
    ),
    Definition(
        "track.priority_places",
        Words("басым орындар", "приоритетные места", "priority places"),
        PLACES,
        Words(
            "«{track}» бағытының басым деп белгіленген нысаналы орындары.",
            "Целевые места направления «{track}», отмеченные как приоритетные.",
            "Target places of the track “{track}” marked as priority.",
        ),
        TARGETS,
        TARGET_IN_PERIOD,
    ),
    Definition(
        "track.priority_places_met",
        Words(
            "кездесу өткен басым орындар",
            "приоритетные места, где прошли встречи",
            "priority places met",
        ),
        PLACES,
        Words(
            "«{track}» бағыты бойынша кемінде бір кездесу өткен басым орындар.",
            "Приоритетные места направления «{track}», где прошла хотя бы одна встреча.",
            "Priority places of the track “{track}” where at least one meeting was held.",
        ),
        TARGETS_AND_HELD,
        BY_START,
    ),
    Definition(
        "track.kind",
        Words("{kind}", "{kind}", "{kind}"),
        PLACES,
        Words(
            "«{track}» бағытының нысаналы орындары; түрі: {kind}.",
            "Целевые места направления «{track}»; вид: {kind}.",
            "Target places of the track “{track}”; kind: {kind}.",
        ),
        TARGETS,
        TARGET_IN_PERIOD,
    ),
    Definition(
        "track.institutions",
        Words("оқу орындары", "учебные заведения", "institutions"),
        INSTITUTIONS,
        Words(
            "«{track}» бағытының нысаналары ішіндегі оқу орындары.",
            "Учебные заведения среди целей направления «{track}».",
            "Institutions among the targets of the track “{track}”.",
        ),
        TARGETS,
        TARGET_IN_PERIOD,
    ),
    Definition(
        "track.institutions_met",
        Words(
            "кездесу өткен оқу орындары",
            "учебные заведения, где прошли встречи",
            "institutions met",
        ),
        INSTITUTIONS,
        Words(
            "«{track}» бағыты бойынша кемінде бір кездесу өткен оқу орындары.",
            "Учебные заведения направления «{track}», где прошла хотя бы одна встреча.",
            "Institutions of the track “{track}” where at least one meeting was held.",
        ),
        TARGETS_AND_HELD,
        BY_START,
    ),
    Definition(
        "track.meetings_planned",
        Words("жоспарланған кездесулер", "запланировано встреч", "meetings planned"),
        VISITS,
        Words(
            "«{track}» бағыты кестесіндегі жоспарлы кездесулер.",
            "Запланированные встречи графика направления «{track}».",
            "Planned meetings in the schedule of the track “{track}”.",
        ),
        PLANNED,
        BY_START,
    ),
    Definition(
        "track.visits_held",
        Words(
            "жоспарланған кездесулердің өткені",
            "проведено из запланированного",
            "planned meetings held",
        ),
        VISITS,
        Words(
            "«{track}» бағыты кестесіндегі кездесулердің ішінен өткені.",
            "Сколько запланированных встреч направления «{track}» состоялось.",
            "How many of the planned meetings of the track “{track}” were held.",
        ),
        PLANNED,
        BY_START,
    ),
    Definition(
        "track.visits_held_another_day",
        Words(
            "жоспарланғаннан басқа күні өткен кездесулер",
            "проведено из запланированного, но в другой день",
            "planned meetings held on another day",
        ),
        VISITS,
        Words(
            "«{track}» бағыты кестесіндегі кездесулердің ішінен кестеде тұрған күні емес, "
            "басқа күні өткені.",
            "Сколько запланированных встреч направления «{track}» состоялось не в тот день, "
            "который стоит в графике.",
            "How many of the planned meetings of the track “{track}” were held on a day other "
            "than the one in the schedule.",
        ),
        PLANNED,
        BY_START,
    ),
    Definition(
        "track.meetings_held",
        Words("өткен кездесулер", "проведено встреч", "meetings held"),
        MEETINGS,
        Words(
            "«{track}» бағыты бойынша өткен кездесулер.",
            "Состоявшиеся встречи направления «{track}».",
            "Meetings held in the track “{track}”.",
        ),
        HELD,
        BY_START,
    ),
    Definition(
        "track.meetings_cancelled",
        Words("болмай қалған кездесулер", "отменено встреч", "meetings cancelled"),
        MEETINGS,
        Words(
            "«{track}» бағыты бойынша болмай қалған кездесулер.",
            "Отменённые встречи направления «{track}».",
            "Meetings of the track “{track}” that were cancelled.",
        ),
        NOT_HELD,
        BY_START,
    ),
    Definition(
        "track.meetings_postponed",
        Words("кейінге қалдырылған кездесулер", "перенесено встреч", "meetings postponed"),
        MEETINGS,
        Words(
            "«{track}» бағыты бойынша кейінге қалдырылған кездесулер.",
            "Перенесённые встречи направления «{track}».",
            "Meetings of the track “{track}” that were postponed.",
        ),
        NOT_HELD,
        BY_START,
    ),
    Definition(
        "track.people_reached",
        Words("кездесулерге қатысу", "посещения встреч", "attendances"),
        ATTENDANCES,
        Words(
            "«{track}» бағыты бойынша өткен кездесулерге келгендер санының қосындысы.",
            "Сумма числа пришедших на встречи направления «{track}».",
            "The sum of the headcounts of meetings in the track “{track}”.",
        ),
        ATTENDED,
        BY_START,
    ),
    Definition(
        "track.people_reached.part",
        Words(
            "қатысу, оның ішінде {part}", "посещения, из них {part}", "attendances, of them {part}"
        ),
        ATTENDANCES,
        Words(
            "«{track}» бағыты бойынша өткен кездесулерге келгендердің ішінде: {part}; "
            "бұл бөлік жазылмаған кездесулер кірмейді.",
            "Из числа пришедших на встречи направления «{track}»: {part}; "
            "встречи, где эта часть не указана, не входят.",
            "Of those who came to meetings in the track “{track}”: {part}; "
            "meetings whose record does not state this part are left out.",
        ),
        ATTENDED,
        BY_START,
    ),
    Definition(
        "track.counted_by",
        Words("қатысу, {how}", "посещения, {how}", "attendances, {how}"),
        ATTENDANCES,
        Words(
            "«{track}» бағыты бойынша өткен кездесулерге келгендер; санау тәсілі: {how}.",
            "Пришедшие на встречи направления «{track}»; способ подсчёта: {how}.",
            "People who came to meetings in the track “{track}”; how counted: {how}.",
        ),
        ATTENDED,
        BY_START,
    ),
    Definition(
        "track.people_distinct",
        Words(
            "қайталанбайтын адам саны (мекеменің бағалауы)",
            "разные люди (оценка учреждения)",
            "distinct people (the office’s estimate)",
        ),
        PEOPLE,
        Words(
            "«{track}» бағыты бойынша кездесулерге неше адам келгені: қайталап келген адам "
            "бір рет саналады. Негізі: {basis}.",
            "Сколько разных людей пришло на встречи направления «{track}». Основание: {basis}.",
            "How many distinct people came to meetings in the track “{track}”. Basis: {basis}.",
        ),
        ESTIMATED,
        OF_THE_PERIOD,
    ),
    Definition(
        "questions.raised",
        Words(
            "Көтерілген сұрақтар мен ұсыныстар",
            "Поднятые вопросы и предложения",
            "Questions and proposals raised",
        ),
        QUESTIONS,
        Words(
            "Кездесулерде көтерілген сұрақтар мен айтылған ұсыныстар.",
            "Вопросы и предложения, прозвучавшие на встречах.",
            "Questions and proposals raised at meetings.",
        ),
        ASKED,
        BY_START,
    ),
    Definition(
        "questions.answered",
        Words(
            "Жауап берілген сұрақтар мен ұсыныстар",
            "Вопросы и предложения с ответом",
            "Questions and proposals answered",
        ),
        QUESTIONS,
        Words(
            "Кезеңде көтерілгендердің ішінен жауабы барлары, жауап қашан берілсе де.",
            "Из поднятых в периоде — те, на которые дан ответ, когда бы он ни был дан.",
            "Of those raised in the period, the ones with an answer, whenever it was given.",
        ),
        ASKED,
        BY_START,
    ),
    Definition(
        "questions.overdue",
        Words(
            "Мерзімінде жауап берілмеген сұрақтар мен ұсыныстар",
            "Вопросы и предложения без ответа в срок",
            "Questions and proposals overdue",
        ),
        QUESTIONS,
        Words(
            "Кезеңде көтерілгендердің ішінен жауап мерзімі кезең соңына дейін келген,"
            " бірақ жауабы жоқтары.",
            "Из поднятых в периоде — те, чей срок ответа наступил до конца периода, а ответа нет.",
            "Of those raised in the period, the ones due by its end and without an answer.",
        ),
        ASKED,
        BY_START,
    ),
    Definition(
        "press.publications",
        Words("Жарияланымдар", "Публикации", "Publications"),
        PUBLICATIONS,
        Words(
            "Бұқаралық ақпарат құралдары мен әлеуметтік желілердегі жарияланымдар.",
            "Публикации в средствах массовой информации и социальных сетях.",
            "Publications in the media and in social networks.",
        ),
        MEDIA_LOG,
        BY_PUBLICATION,
    ),
    Definition(
        "press.publications.kind",
        Words("Жарияланымдар: {kind}", "Публикации: {kind}", "Publications: {kind}"),
        PUBLICATIONS,
        Words(
            "Жарияланымдар; түрі: {kind}.",
            "Публикации; вид: {kind}.",
            "Publications; kind: {kind}.",
        ),
        MEDIA_LOG,
        BY_PUBLICATION,
    ),
)

DEFINITIONS: Final = {definition.name: definition for definition in _ALL}
