#include "core/optimize/CopiedText.h"

#include <QSet>
#include <QStringList>

namespace metaspo {

namespace {

QStringList wordsOf(const QString& text)
{
    QString letters = text.toCaseFolded();
    for (QChar& character : letters)
        if (!character.isLetterOrNumber())
            character = u' ';
    return letters.split(u' ', Qt::SkipEmptyParts);
}

// FNV-1a, 64 bits, over the words: the same on every machine.
quint64 digest(const QStringList& words, qsizetype start)
{
    quint64 hash = 14695981039346656037ULL;
    for (qsizetype index = start; index < start + CopiedText::runLength; ++index) {
        for (const QChar character : words[index]) {
            hash ^= character.unicode();
            hash *= 1099511628211ULL;
        }
        hash ^= 0x20;
        hash *= 1099511628211ULL;
    }
    return hash;
}

QSet<quint64> runsOf(const QString& text)
{
    QSet<quint64> runs;
    const QStringList words = wordsOf(text);
    for (qsizetype start = 0; start + CopiedText::runLength <= words.size(); ++start)
        runs.insert(digest(words, start));
    return runs;
}

} // namespace

void CopiedText::build() const
{
    m_isBuilt = true;
    for (const Example& example : m_task.examples(Split::Train).examples) {
        QSet<quint64> runs = runsOf(example.question);
        for (const QString& answer : example.answers)
            runs += runsOf(answer);
        for (const quint64 run : runs)
            ++m_examplesWith[run];
    }
}

std::optional<QString> CopiedText::copiedRun(const QString& text, const QString& allowed) const
{
    if (!m_isBuilt)
        build();
    const int examples = m_task.examples(Split::Train).size();
    const QStringList words = wordsOf(text);
    std::optional<QSet<quint64>> allowedRuns;
    for (qsizetype start = 0; start + runLength <= words.size(); ++start) {
        const quint64 run = digest(words, start);
        const int count = m_examplesWith.value(run);
        if (count == 0 || 10 * count >= examples)
            continue;
        if (!allowedRuns)
            allowedRuns = runsOf(allowed);
        if (!allowedRuns->contains(run))
            return words.mid(start, runLength).join(u' ');
    }
    return std::nullopt;
}

} // namespace metaspo
