#include "core/analysis/TerminalText.h"

#include <QTextBoundaryFinder>
#include <algorithm>
#include <array>
#include <limits>

namespace metaspo {

namespace {

struct Range
{
    char32_t first;
    char32_t last;
};

// East_Asian_Width W and F, Unicode 14 (EastAsianWidth.txt), runs joined across unassigned code points.
constexpr Range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},   {0x23F0, 0x23F0},
    {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267F, 0x267F},
    {0x2693, 0x2693},   {0x26A1, 0x26A1},   {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},
    {0x26CE, 0x26CE},   {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},
    {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},
    {0x27B0, 0x27B0},   {0x27BF, 0x27BF},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},
    {0x2E80, 0x303E},   {0x3041, 0x3247},   {0x3250, 0x4DBF},   {0x4E00, 0xA4C6},   {0xA960, 0xA97C},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAD9},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6B},   {0xFF01, 0xFF60},
    {0xFFE0, 0xFFE6},   {0x16FE0, 0x1B2FB}, {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E},
    {0x1F191, 0x1F19A}, {0x1F200, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393},
    {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E},
    {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567},
    {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5},
    {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6DF}, {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC},
    {0x1F7E0, 0x1F7F0}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAF6},
    {0x20000, 0x3134A},
};

// Not of category "format", but as invisible: fillers, joiners of no width, variation selectors, what Unicode
// keeps free for more of them.
constexpr Range invisible[] = {
    {0x034F, 0x034F}, {0x115F, 0x1160}, {0x17B4, 0x17B5},   {0x180B, 0x180F},
    {0x2065, 0x2065}, {0x2800, 0x2800}, {0x3164, 0x3164},   {0xFE00, 0xFE0E},
    {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFF8}, {0xE0000, 0xE0FFF},
};

template <std::size_t count> bool isIn(const Range (&ranges)[count], char32_t character)
{
    const Range* range =
        std::lower_bound(std::begin(ranges), std::end(ranges), character,
                         [](const Range& left, char32_t right) { return left.last < right; });
    return range != std::end(ranges) && range->first <= character;
}

bool isEmojiStyle(char32_t character) // U+FE0F asks for the coloured form of the symbol before it
{
    return character == 0xFE0F;
}

int cellsOf(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
        return 0;
    default:
        return isIn(wide, character) ? 2 : 1;
    }
}

QString escaped(char32_t character)
{
    const auto hexadecimal = [character](int digits) {
        return QString::number(static_cast<uint>(character), 16).rightJustified(digits, u'0');
    };
    if (character < 0x100)
        return QStringLiteral("\\x") + hexadecimal(2);
    if (character < 0x10000)
        return QStringLiteral("\\u") + hexadecimal(4);
    return QStringLiteral("\\U") + hexadecimal(8);
}

// The code point at `index`; a lone surrogate is its own code.
char32_t characterAt(QStringView text, qsizetype index)
{
    const QChar first = text[index];
    if (first.isHighSurrogate() && index + 1 < text.size() && text[index + 1].isLowSurrogate())
        return QChar::surrogateToUcs4(first, text[index + 1]);
    return first.unicode();
}

enum class LineEnds { Kept, Shown };

/// Stops when the result has `enough` units; `isCut` says whether something was left.
QString visible(QStringView text, LineEnds lineEnds, qsizetype enough, bool& isCut)
{
    QString result;
    result.reserve(std::min(text.size(), enough));
    char32_t previous = 0;
    qsizetype index = 0;
    while (index < text.size() && result.size() < enough) {
        const char32_t character = characterAt(text, index);
        const qsizetype length = character > 0xFFFF ? 2 : 1;
        const bool isCrLf = character == u'\r' && index + 1 < text.size() && text[index + 1] == u'\n';
        if (lineEnds == LineEnds::Kept && (character == u'\n' || character == u'\t'))
            result += QChar(static_cast<char16_t>(character));
        else if (lineEnds == LineEnds::Kept && isCrLf)
            ; // the line feed that follows is enough
        else if (character == u'\n')
            result += QStringLiteral("\\n");
        else if (character == u'\r')
            result += QStringLiteral("\\r");
        else if (character == u'\t')
            result += QStringLiteral("\\t");
        else if (isEmojiStyle(character) && QChar::category(previous) == QChar::Symbol_Other)
            result += text.sliced(index, length);
        else if (isHidden(character))
            result += escaped(character);
        else
            result += text.sliced(index, length);
        previous = character;
        index += length;
    }
    isCut = index < text.size();
    return result;
}

QString visible(QStringView text, LineEnds lineEnds)
{
    bool isCut = false;
    return visible(text, lineEnds, std::numeric_limits<qsizetype>::max(), isCut);
}

} // namespace

bool isHidden(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return QChar::isNonCharacter(character) || isIn(invisible, character) || isEmojiStyle(character);
    }
}

QString singleLine(QStringView text)
{
    return visible(text, LineEnds::Shown);
}

QString manyLines(QStringView text)
{
    return visible(text, LineEnds::Kept);
}

int displayWidth(QStringView text)
{
    int width = 0;
    for (qsizetype index = 0; index < text.size();) {
        const char32_t character = characterAt(text, index);
        width += isEmojiStyle(character) ? 0 : cellsOf(character);
        index += character > 0xFFFF ? 2 : 1;
    }
    return width;
}

QString shortened(const QString& text, int width)
{
    if (width <= 0)
        return {};
    if (text.size() <= width / 2 || displayWidth(text) <= width)
        return text;
    // Cut between characters as people see them; the mark takes the last cell.
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    qsizetype end = 0;
    int used = 0;
    for (qsizetype next = finder.toNextBoundary(); next > 0; next = finder.toNextBoundary()) {
        used += displayWidth(QStringView(text).sliced(end, next - end));
        if (used > width - 1)
            break;
        end = next;
    }
    return text.first(end) + QChar(0x2026);
}

QString singleLine(QStringView text, int width)
{
    // Marks take no cells: a few per cell are looked at, no more.
    bool isCut = false;
    const QString start = visible(text, LineEnds::Shown, 8 * qsizetype{std::max(width, 0)} + 64, isCut);
    return shortened(isCut ? start + QChar(0x2026) : start, width);
}

} // namespace metaspo
