#include "core/analysis/WordDiff.h"

#include <QHash>
#include <QTextBoundaryFinder>
#include <algorithm>
#include <dtl/dtl.hpp>
#include <optional>
#include <vector>

namespace metaspo {

namespace {

// dtl keeps every point it visits and starts over in the middle when there are more than its limit.
constexpr qsizetype mostPoints = 1'500'000;
// Finding out how many points that would be takes time in proportion to this product.
constexpr qsizetype mostSteps = 60'000'000;

using Tokens = QStringList;

Tokens linesOf(const QString& text)
{
    Tokens lines;
    qsizetype start = 0;
    while (start < text.size()) {
        const qsizetype end = text.indexOf(u'\n', start);
        const qsizetype next = end < 0 ? text.size() : end + 1;
        lines.append(text.sliced(start, next - start));
        start = next;
    }
    return lines;
}

Tokens tokensOf(const QString& text, DiffUnit unit)
{
    if (unit == DiffUnit::Line)
        return linesOf(text);
    Tokens tokens;
    QTextBoundaryFinder finder(
        unit == DiffUnit::Word ? QTextBoundaryFinder::Word : QTextBoundaryFinder::Grapheme, text);
    qsizetype start = 0;
    for (qsizetype end = finder.toNextBoundary(); end > 0; end = finder.toNextBoundary()) {
        tokens.append(text.sliced(start, end - start));
        start = end;
    }
    return tokens;
}

void append(QList<DiffSpan>& spans, DiffKind kind, const QString& text)
{
    if (text.isEmpty())
        return;
    if (!spans.isEmpty() && spans.last().kind == kind)
        spans.last().text += text;
    else
        spans.append(DiffSpan{kind, text});
}

using Numbers = std::vector<int>;
using Diff = dtl::Diff<int, Numbers>;

std::optional<Diff> shortestScript(const Numbers& before, const Numbers& after)
{
    const auto shorter = static_cast<qsizetype>(std::min(before.size(), after.size()));
    const auto longer = static_cast<qsizetype>(std::max(before.size(), after.size()));
    if (shorter * longer > mostSteps)
        return std::nullopt;
    if (shorter * longer > mostPoints) {
        Diff distanceOnly(before, after);
        distanceOnly.onOnlyEditDistance();
        distanceOnly.compose();
        const qsizetype rounds = (distanceOnly.getEditDistance() - (longer - shorter)) / 2 + 1;
        if (rounds * (rounds + longer - shorter) > mostPoints)
            return std::nullopt;
    }
    Diff diff(before, after);
    diff.compose();
    return diff;
}

// Empty: too long and too different for this unit.
QList<DiffSpan> compared(const QString& before, const QString& after, DiffUnit unit)
{
    const Tokens old = tokensOf(before, unit);
    const Tokens changed = tokensOf(after, unit);
    qsizetype head = 0;
    while (head < std::min(old.size(), changed.size()) && old[head] == changed[head])
        ++head;
    qsizetype tail = 0;
    while (tail < std::min(old.size(), changed.size()) - head &&
           old[old.size() - 1 - tail] == changed[changed.size() - 1 - tail])
        ++tail;
    QHash<QString, int> numberOf;
    const auto numbers = [&](const Tokens& tokens) {
        Numbers result;
        for (qsizetype index = head; index < tokens.size() - tail; ++index) {
            const auto known = numberOf.constFind(tokens[index]);
            result.push_back(known != numberOf.constEnd()
                                 ? *known
                                 : *numberOf.insert(tokens[index], static_cast<int>(numberOf.size())));
        }
        return result;
    };
    const Numbers oldNumbers = numbers(old);
    const Numbers changedNumbers = numbers(changed);
    const std::optional<Diff> diff = shortestScript(oldNumbers, changedNumbers);
    if (!diff)
        return {};
    QList<DiffSpan> spans;
    append(spans, DiffKind::Equal, old.first(head).join(QString()));
    qsizetype atOld = head;
    qsizetype atChanged = head;
    for (const auto& [number, info] : diff->getSes().getSequence()) {
        if (info.type == dtl::SES_ADD)
            append(spans, DiffKind::Inserted, changed[atChanged++]);
        else if (info.type == dtl::SES_DELETE)
            append(spans, DiffKind::Removed, old[atOld++]);
        else {
            append(spans, DiffKind::Equal, old[atOld++]);
            ++atChanged;
        }
    }
    append(spans, DiffKind::Equal, old.last(tail).join(QString()));
    return spans;
}

// One replacement at a time: what is removed in front of what is inserted; a lone white space between two
// changes would only tear them apart.
QList<DiffSpan> tidied(const QList<DiffSpan>& spans)
{
    QList<DiffSpan> result;
    QString removed;
    QString inserted;
    const auto finishChange = [&] {
        append(result, DiffKind::Removed, removed);
        append(result, DiffKind::Inserted, inserted);
        removed.clear();
        inserted.clear();
    };
    for (qsizetype index = 0; index < spans.size(); ++index) {
        const DiffSpan& span = spans[index];
        if (span.kind == DiffKind::Removed) {
            removed += span.text;
        } else if (span.kind == DiffKind::Inserted) {
            inserted += span.text;
        } else if (!removed.isEmpty() && !inserted.isEmpty() && index + 1 < spans.size() &&
                   span.text.trimmed().isEmpty() && !span.text.contains(u'\n')) {
            removed += span.text;
            inserted += span.text;
        } else {
            finishChange();
            append(result, DiffKind::Equal, span.text);
        }
    }
    finishChange();
    return result;
}

} // namespace

QList<DiffSpan> wordDiff(const QString& before, const QString& after, DiffUnit unit)
{
    if (before.isEmpty() && after.isEmpty())
        return {};
    QList<DiffSpan> spans = compared(before, after, unit);
    if (!spans.isEmpty())
        return tidied(spans);
    if (unit == DiffUnit::Line)
        return {{DiffKind::Removed, before}, {DiffKind::Inserted, after}};
    // Lines first, then inside each block of changed lines.
    QList<DiffSpan> refined;
    const QList<DiffSpan> lines = wordDiff(before, after, DiffUnit::Line);
    for (qsizetype index = 0; index < lines.size(); ++index) {
        const bool isReplaced = lines[index].kind == DiffKind::Removed && index + 1 < lines.size() &&
                                lines[index + 1].kind == DiffKind::Inserted;
        const QList<DiffSpan> inside =
            isReplaced ? compared(lines[index].text, lines[index + 1].text, unit) : QList<DiffSpan>();
        if (inside.isEmpty()) {
            append(refined, lines[index].kind, lines[index].text);
            continue;
        }
        for (const DiffSpan& span : inside)
            append(refined, span.kind, span.text);
        ++index;
    }
    return tidied(refined);
}

} // namespace metaspo
