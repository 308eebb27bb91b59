#include "ui/compare/ShownDiff.h"

#include "core/analysis/TerminalText.h"

#include <QCoreApplication>
#include <algorithm>
#include <optional>

namespace metaspo {

namespace {

constexpr qsizetype longestLine = 2000; // longer ones are slow to lay out
constexpr qsizetype longestText = 256'000;
constexpr QChar noBreakSpace(0x00A0);

struct ShownDiffWords
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::ShownDiff)
};

DiffKind ownKind(DiffSide side)
{
    return side == DiffSide::Before ? DiffKind::Removed : DiffKind::Inserted;
}

/// Writes the text of one side part by part.
class PartWriter
{
public:
    void begin(DiffKind kind, int change)
    {
        m_kind = kind;
        m_change = change;
    }

    /// Without hidden characters.
    void addText(QStringView text)
    {
        while (!text.isEmpty()) {
            const qsizetype lineEnd = text.indexOf(u'\n');
            const qsizetype size = lineEnd < 0 ? text.size() : lineEnd + 1;
            addLine(text.first(size));
            text = text.sliced(size);
        }
    }

    /// A sign for these characters.
    void addMark(const QString& sign, const QString& original)
    {
        m_parts.append({m_kind, m_change, sign, original, true});
        m_width = sign.endsWith(u'\n') ? 0 : m_width + sign.size();
    }

    QList<ShownPart> take() { return std::move(m_parts); }

private:
    void addLine(QStringView line)
    {
        while (m_width + line.size() > longestLine + 1) {
            qsizetype cut = std::max<qsizetype>(1, longestLine - m_width);
            if (cut < line.size() && line.at(cut).isLowSurrogate())
                ++cut;
            append(line.first(cut));
            addMark(QStringLiteral("\n"), {});
            line = line.sliced(cut);
        }
        append(line);
        m_width = line.endsWith(u'\n') ? 0 : m_width + line.size();
    }

    void append(QStringView text)
    {
        if (text.isEmpty())
            return;
        ShownPart* last = m_parts.isEmpty() ? nullptr : &m_parts.last();
        if (last && !last->isMark && last->kind == m_kind && last->change == m_change) {
            last->text += text;
            last->original += text;
        } else {
            m_parts.append({m_kind, m_change, text.toString(), text.toString(), false});
        }
    }

    QList<ShownPart> m_parts;
    DiffKind m_kind = DiffKind::Equal;
    int m_change = -1;
    qsizetype m_width = 0;
};

bool isOddSpace(QChar character)
{
    return character != u' ' && character.category() == QChar::Separator_Space;
}

/// How many units the character at this place takes.
qsizetype unitsAt(const QString& text, qsizetype place)
{
    const bool isPair =
        text.at(place).isHighSurrogate() && place + 1 < text.size() && text.at(place + 1).isLowSurrogate();
    return isPair ? 2 : 1;
}

char32_t characterAt(const QString& text, qsizetype place)
{
    return unitsAt(text, place) == 2 ? QChar::surrogateToUcs4(text.at(place), text.at(place + 1))
                                     : text.at(place).unicode();
}

// U+FE0F after a symbol asks for its coloured form and can be seen by that.
bool isEscaped(const QString& text, qsizetype place)
{
    const char32_t character = characterAt(text, place);
    const bool isEmojiStyle =
        character == 0xFE0F && place > 0 && text.at(place - 1).category() == QChar::Symbol_Other;
    return isHidden(character) && character != u'\n' && character != u'\t' && !isEmojiStyle;
}

// A space at the edge of a difference, or beside another blank, would not be seen.
bool isEdgeSpace(const QString& text, qsizetype place)
{
    const auto isBlank = [&text](qsizetype other) {
        return other < 0 || other >= text.size() || text.at(other).isSpace();
    };
    return text.at(place) == u' ' && (isBlank(place - 1) || isBlank(place + 1));
}

/// The sign for the character here, if it needs one.
std::optional<QString> signFor(const QString& text, qsizetype place, bool isChange)
{
    const QChar character = text.at(place);
    if (character == u'\r' && place + 1 < text.size() && text.at(place + 1) == u'\n')
        return isChange ? QStringLiteral("␍") : QString(); // what ends a line need not be told
    if (isEscaped(text, place))
        return manyLines(text.mid(place, unitsAt(text, place)));
    if (!isChange)
        return std::nullopt;
    if (character == u'\n')
        return QStringLiteral("⏎\n");
    if (character == u'\t')
        return QStringLiteral("→\t");
    if (isOddSpace(character))
        return character == noBreakSpace ? QStringLiteral("⍽") : QStringLiteral("␣");
    return isEdgeSpace(text, place) ? std::optional(QStringLiteral("·")) : std::nullopt;
}

void write(PartWriter& writer, const QString& text, bool isChange)
{
    const QStringView view(text);
    qsizetype plain = 0;
    for (qsizetype place = 0; place < text.size();) {
        const qsizetype units = unitsAt(text, place);
        if (const std::optional<QString> sign = signFor(text, place, isChange)) {
            writer.addText(view.sliced(plain, place - plain));
            writer.addMark(*sign, text.mid(place, units));
            plain = place + units;
        }
        place += units;
    }
    writer.addText(view.sliced(plain));
}

} // namespace

QString comparedText(const QString& text)
{
    return text.left(longestText);
}

QList<ShownPart> shownParts(const QList<DiffSpan>& spans, DiffSide side, qsizetype leftOut)
{
    PartWriter writer;
    int change = -1;
    for (qsizetype index = 0; index < spans.size(); ++index) {
        if (spans[index].kind == DiffKind::Equal) {
            writer.begin(DiffKind::Equal, -1);
            write(writer, spans[index].text, false);
            continue;
        }
        writer.begin(ownKind(side), ++change);
        bool isHere = false;
        for (; index < spans.size() && spans[index].kind != DiffKind::Equal; ++index) {
            if (spans[index].kind != ownKind(side))
                continue;
            write(writer, spans[index].text, true);
            isHere = true;
        }
        --index;
        if (!isHere) {
            writer.begin(side == DiffSide::Before ? DiffKind::Inserted : DiffKind::Removed, change);
            writer.addMark(QStringLiteral("‸"), {});
        }
    }
    if (leftOut > 0) {
        writer.begin(DiffKind::Equal, -1);
        writer.addMark(
            QLatin1Char('\n') +
                ShownDiffWords::tr("… %L1 more characters are not compared; Copy takes the whole text.").arg(leftOut),
            {});
    }
    return writer.take();
}

int countChanges(const QList<DiffSpan>& spans)
{
    int changes = 0;
    for (qsizetype index = 0; index < spans.size(); ++index) {
        const bool isFirst = index == 0 || spans[index - 1].kind == DiffKind::Equal;
        changes += spans[index].kind != DiffKind::Equal && isFirst ? 1 : 0;
    }
    return changes;
}

qsizetype tokensIn(const QString& text, DiffUnit unit)
{
    if (unit == DiffUnit::Line)
        return text.count(u'\n') + 1;
    if (unit == DiffUnit::Character)
        return text.size();
    qsizetype borders = 0; // a word, and what stands between it and the next
    for (qsizetype place = 1; place < text.size(); ++place)
        borders += text.at(place).isLetterOrNumber() != text.at(place - 1).isLetterOrNumber() ? 1 : 0;
    return borders + 1;
}

qsizetype placeOnOtherSide(const QList<DiffSpan>& spans, DiffSide from, qsizetype place)
{
    qsizetype here = 0;
    qsizetype there = 0;
    for (const DiffSpan& span : spans) {
        const qsizetype size = span.text.size();
        if (span.kind == DiffKind::Equal) {
            if (place < here + size)
                return there + (place - here);
            here += size;
            there += size;
        } else if (span.kind == ownKind(from)) {
            if (place < here + size)
                return there;
            here += size;
        } else {
            there += size;
        }
    }
    return there;
}

} // namespace metaspo
