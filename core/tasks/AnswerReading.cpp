#include "core/tasks/AnswerReading.h"

#include <QRegularExpression>
#include <QSet>
#include <cmath>

namespace metaspo {

namespace {

constexpr QLatin1String openTag{"<answer>"};
constexpr QLatin1String closeTag{"</answer>"};

// Hyphens and apostrophes hold a word together: "non-hateful" is not "hateful".
bool isWordCharacter(QChar character)
{
    return character.isLetterOrNumber() || character == u'-' || character == u'\'' || character == u'_' ||
           character == QChar(0x2019) || character == QChar(0x2010) || character == QChar(0x2011);
}

bool standsAlone(QStringView text, qsizetype start, qsizetype length)
{
    return (start == 0 || !isWordCharacter(text[start - 1])) &&
           (start + length >= text.size() || !isWordCharacter(text[start + length]));
}

ReadAnswer unreadable(const QString& reason)
{
    return {std::nullopt, reason};
}

ReadAnswer oneOf(const QSet<QString>& found, const QString& nothing, const QString& several)
{
    if (found.isEmpty())
        return unreadable(nothing);
    if (found.size() > 1)
        return unreadable(several);
    return {*found.begin(), {}};
}

QString canonicalLetter(const QStringList& choices, QChar letter)
{
    for (const QString& choice : choices)
        if (choice.size() == 1 && choice[0].toUpper() == letter.toUpper())
            return choice;
    return {};
}

// A letter in brackets wins; else a letter on its own. "a" as an article and "I" as a pronoun are no answers.
ReadAnswer readChoice(const QStringList& choices, const QString& answer)
{
    QSet<QString> bracketed;
    QSet<QString> alone;
    const QString trimmed = answer.trimmed();
    for (qsizetype i = 0; i < trimmed.size(); ++i) {
        const QString choice = canonicalLetter(choices, trimmed[i]);
        if (choice.isEmpty() || !standsAlone(trimmed, i, 1))
            continue;
        const bool inBrackets = i > 0 && i + 1 < trimmed.size() &&
                                ((trimmed[i - 1] == u'(' && trimmed[i + 1] == u')') ||
                                 (trimmed[i - 1] == u'[' && trimmed[i + 1] == u']') ||
                                 (trimmed[i - 1] == u'{' && trimmed[i + 1] == u'}'));
        if (inBrackets)
            bracketed.insert(choice);
        else if (trimmed[i].isUpper() && !(trimmed[i] == u'I' && trimmed.size() > 2))
            alone.insert(choice);
        else if (trimmed.size() <= 2) // "b" or "b."
            alone.insert(choice);
    }
    if (!bracketed.isEmpty())
        return oneOf(bracketed, {}, QStringLiteral("more than one letter in brackets"));
    return oneOf(alone, QStringLiteral("no letter of the choices"), QStringLiteral("more than one letter"));
}

bool isNegated(QStringView before)
{
    static const QRegularExpression negation(
        QStringLiteral(
            "(?:\\b(?:not|never|no|isn't|isn\u2019t|aren't|wasn't|neither|nor|hardly)|n't|n\u2019t)"
            "(?:\\s+(?:a|an|the|really|at|all|very|so|quite|being|be))*\\s*[\"'(*]*$"),
        QRegularExpression::CaseInsensitiveOption);
    return negation.match(before.toString()).hasMatch();
}

struct Synonym
{
    QString text;
    QString label;
};

QList<Synonym> longestFirst(const QList<Label>& labels)
{
    QList<Synonym> synonyms;
    for (const Label& label : labels) {
        synonyms.append({label.name.toLower(), label.name});
        for (const QString& synonym : label.synonyms)
            synonyms.append({synonym.toLower(), label.name});
    }
    std::stable_sort(synonyms.begin(), synonyms.end(),
                     [](const Synonym& a, const Synonym& b) { return a.text.size() > b.text.size(); });
    return synonyms;
}

// Longest synonym first; what matched is removed, so that "not hateful", where listed, does not also count as
// "hateful".
ReadAnswer readLabel(const QList<Label>& labels, const QString& answer)
{
    QString rest = answer.toLower();
    QSet<QString> found;
    bool sawNegated = false;
    for (const Synonym& synonym : longestFirst(labels)) {
        if (synonym.text.isEmpty())
            continue;
        qsizetype start = 0;
        while ((start = rest.indexOf(synonym.text, start)) >= 0) {
            if (standsAlone(rest, start, synonym.text.size())) {
                if (isNegated(QStringView(rest).left(start)))
                    sawNegated = true;
                else
                    found.insert(synonym.label);
                // Not a space: words on both sides must not grow together or look adjacent to a negation.
                rest.replace(start, synonym.text.size(), QString(synonym.text.size(), u'\u0001'));
            }
            start += synonym.text.size();
        }
    }
    if (sawNegated)
        return unreadable(QStringLiteral("a negated label"));
    return oneOf(found, QStringLiteral("no label of the set"), QStringLiteral("two different labels"));
}

const QHash<QString, int>& numberWords()
{
    static const QHash<QString, int> words = [] {
        const QStringList names =
            QStringLiteral("zero one two three four five six seven eight nine ten eleven twelve "
                           "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty")
                .split(u' ');
        QHash<QString, int> table;
        for (int value = 0; value < names.size(); ++value)
            table.insert(names[value], value);
        const QStringList tens = QStringLiteral("thirty forty fifty sixty seventy eighty ninety").split(u' ');
        for (int i = 0; i < tens.size(); ++i)
            table.insert(tens[i], 30 + 10 * i);
        return table;
    }();
    return words;
}

/// A number being read out of words: "minus two thousand three hundred and twenty-one".
struct SpokenNumber
{
    qint64 thousands = 0;
    qint64 below = 0;
    bool isNegative = false;
    bool hasOpenTens = false; ///< "twenty", to which "one" may be added
    bool hasOpenHundreds = false;

    qint64 value() const { return (isNegative ? -1 : 1) * (thousands + below); }
};

// The last number in words; nothing where a fraction is spoken of ("four and a half"), which no word of ours
// can say.
std::optional<qint64> lastNumberWord(const QString& answer)
{
    static const QRegularExpression word(QStringLiteral("[a-z]+"));
    static const QStringList fractions =
        QStringLiteral("point half halves quarter quarters third thirds million billion").split(u' ');
    std::optional<SpokenNumber> last;
    bool isOpen = false; // the next word may belong to the number
    QString before;
    auto matches = word.globalMatch(answer.toLower());
    while (matches.hasNext()) {
        const QString text = matches.next().captured();
        const auto entry = numberWords().find(text);
        const bool isScale = text == u"hundred" || text == u"thousand";
        if (fractions.contains(text)) {
            return std::nullopt;
        } else if (isScale && isOpen && last->below > 0 &&
                   (text == u"thousand" ? last->thousands == 0 : last->below < 10)) {
            if (text == u"thousand")
                last->thousands = std::exchange(last->below, 0) * 1000;
            else
                last->below *= 100;
            last->hasOpenTens = false;
            last->hasOpenHundreds = true;
        } else if (isScale) { // "a hundred"
            last = SpokenNumber{text == u"thousand" ? 1000 : 0, text == u"hundred" ? 100 : 0,
                                before == u"minus", false, true};
            isOpen = true;
        } else if (entry != numberWords().end()) {
            const bool addsToTens = isOpen && last->hasOpenTens && *entry >= 1 && *entry <= 9;
            if (!addsToTens && !(isOpen && last->hasOpenHundreds))
                last = SpokenNumber{0, 0, before == u"minus" || before == u"negative", false, false};
            last->below += *entry;
            last->hasOpenTens = *entry >= 20;
            last->hasOpenHundreds = false;
            isOpen = true;
        } else if (text != u"and" || !isOpen || !last->hasOpenHundreds) {
            isOpen = false;
        }
        before = text;
    }
    return last ? std::optional(last->value()) : std::nullopt;
}

QString canonicalNumber(const QString& digits)
{
    QString number = digits;
    number.remove(u',').remove(u' ').remove(u'_');
    if (number.contains(u'.')) {
        while (number.endsWith(u'0'))
            number.chop(1);
        if (number.endsWith(u'.'))
            number.chop(1);
    }
    const bool isNegative = number.startsWith(u'-');
    if (isNegative || number.startsWith(u'+'))
        number.remove(0, 1);
    while (number.size() > 1 && number.startsWith(u'0') && number[1] != u'.')
        number.remove(0, 1);
    if (number.startsWith(u'.'))
        number.prepend(u'0');
    return isNegative && number != u"0" ? u'-' + number : number;
}

// The last complete number. A minus counts only where it does not join two things ("1-5" is a range).
ReadAnswer readNumber(NumberKind kind, const QString& answer)
{
    static const QRegularExpression number(
        QStringLiteral("(?<![\\p{L}\\p{N}.])(?<sign>[-+\u2212])?(?<digits>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|"
                       "\\d+(?:\\.\\d+)?|\\.\\d+)"
                       "|(?<=[\\p{L}$\u20AC\u00A3])(?<joined>\\d+(?:\\.\\d+)?)"));
    QString last;
    auto matches = number.globalMatch(answer);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        if (!match.captured(QStringLiteral("joined")).isEmpty()) {
            last = match.captured(QStringLiteral("joined"));
            continue;
        }
        const QString sign = match.captured(QStringLiteral("sign"));
        last = (sign == u"-" || sign == QString(QChar(0x2212)) ? QStringLiteral("-") : QString()) +
               match.captured(QStringLiteral("digits"));
    }
    if (last.isEmpty()) {
        if (const auto word = lastNumberWord(answer))
            return {QString::number(*word), {}};
        return unreadable(QStringLiteral("no number"));
    }
    const QString canonical = canonicalNumber(last);
    if (kind == NumberKind::Integer && canonical.contains(u'.'))
        return unreadable(QStringLiteral("%1 is not a whole number").arg(canonical));
    return {canonical, {}};
}

} // namespace

std::optional<QString> lastAnswerBlock(const QString& response)
{
    // The last closing tag that has an opening tag before it; the nearest opening tag belongs to it.
    qsizetype close = response.lastIndexOf(closeTag, -1, Qt::CaseInsensitive);
    while (close >= 0) {
        const qsizetype open =
            close == 0 ? -1 : response.lastIndexOf(openTag, close - 1, Qt::CaseInsensitive);
        if (open >= 0 && open + openTag.size() <= close)
            return response.mid(open + openTag.size(), close - open - openTag.size());
        if (close == 0)
            break;
        close = response.lastIndexOf(closeTag, close - 1, Qt::CaseInsensitive);
    }
    return std::nullopt;
}

ReadAnswer readAnswer(const AnswerFormat& format, const QString& answer)
{
    switch (format.kind) {
    case AnswerKind::Choice:
        return readChoice(format.choices, answer);
    case AnswerKind::Label:
        return readLabel(format.labels, answer);
    case AnswerKind::Number:
        return readNumber(format.number, answer);
    case AnswerKind::Text:
        return {answer.trimmed(), {}};
    }
    return unreadable(QStringLiteral("unknown answer format"));
}

QString normalisedText(const QString& text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar character : text.toLower())
        if (!character.isPunct() && !character.isSymbol())
            result.append(character);
    QStringList words = result.simplified().split(u' ', Qt::SkipEmptyParts);
    words.removeIf([](const QString& word) { return word == u"a" || word == u"an" || word == u"the"; });
    return words.join(u' ');
}

} // namespace metaspo
