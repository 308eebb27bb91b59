#include "core/optimize/FailureText.h"

#include "core/domain/Draw.h"
#include "core/optimize/EvaluationMessages.h"

#include <algorithm>

namespace metaspo {

namespace {

QString shownPrediction(const Outcome& outcome)
{
    if (outcome.kind != OutcomeKind::Unreadable)
        return outcome.prediction;
    return QStringLiteral("(unreadable: %1)").arg(outcome.reason);
}

QMap<QString, QString> valuesOf(const Failure& failure, qsizetype number)
{
    return {{QStringLiteral("number"), QString::number(number)},
            {QStringLiteral("task"), failure.task},
            {QStringLiteral("system_prompt"), failure.systemPrompt},
            {QStringLiteral("user_message"), failure.userMessage},
            {QStringLiteral("response"), failure.response},
            {QStringLiteral("prediction"), failure.prediction},
            {QStringLiteral("expected"), failure.expected}};
}

// The largest cap so that the texts, each cut to it, fit together.
qsizetype fairCap(QList<qsizetype> sizes, qsizetype room)
{
    std::sort(sizes.begin(), sizes.end());
    for (qsizetype index = 0; index < sizes.size(); ++index) {
        const qsizetype left = sizes.size() - index;
        if (sizes[index] * left > room)
            return std::max<qsizetype>(room / left, 0);
        room -= sizes[index];
    }
    return sizes.isEmpty() ? 0 : sizes.back();
}

} // namespace

QString shortenedInTheMiddle(const QString& text, qsizetype longest)
{
    if (text.size() <= longest)
        return text;
    const auto mark = [&](qsizetype leftOut) {
        return QStringLiteral(" [… %1 characters left out …] ").arg(leftOut);
    };
    const qsizetype room = std::max<qsizetype>(longest - mark(text.size()).size(), 0);
    qsizetype head = (room + 1) / 2;
    qsizetype tail = room - head;
    if (head > 0 && text[head - 1].isHighSurrogate()) // no half characters
        --head;
    if (tail > 0 && text[text.size() - tail].isLowSurrogate())
        --tail;
    return text.left(head) + mark(text.size() - head - tail) + text.right(tail);
}

QList<Failure> drawFailures(const Problem& problem, const ScoreBook& book, const Cell& cell, const PromptPair& prompts,
                            int count, const QString& key)
{
    const CellAnswers* answers = book.find(cell);
    const ScoredTask* task = problem.task(cell.task);
    if (!answers || !task)
        return {};
    QList<int> wrong;
    for (std::size_t position = 0; position < answers->outcomes.size(); ++position)
        if (answers->outcomes[position] && answers->outcomes[position]->kind != OutcomeKind::Correct)
            wrong.append(static_cast<int>(position));
    if (wrong.isEmpty())
        return {};
    QList<Failure> failures;
    for (const int position : Draw(problem.settings.seed, key).sample(wrong, count)) {
        const Example& example = task->examples(cell.split).examples[position];
        const Outcome& outcome = *answers->outcomes[static_cast<std::size_t>(position)];
        failures.append({cell.task, prompts.systemPrompt,
                         evaluationMessages({}, prompts.userPrompt, example.question).back().text,
                         QString::fromUtf8(answers->wrongResponses.value(position)), shownPrediction(outcome),
                         example.answers.join(QStringLiteral(" | "))});
    }
    return failures;
}

bool hasFailures(const ScoreBook& book, const Cell& cell)
{
    const CellAnswers* answers = book.find(cell);
    return answers && answers->score && answers->score->right < answers->score->n;
}

QString shownFailures(const OptimizerTemplate& failureTemplate, const QList<Failure>& failures, int longest)
{
    const QString separator = QStringLiteral("\n\n");
    QStringList blocks;
    for (qsizetype index = 0; index < failures.size(); ++index) {
        QMap<QString, QString> values = valuesOf(failures[index], index + 1);
        const auto block = [&] { return filled(failureTemplate.text, values).trimmed(); };
        const qsizetype room = longest / failures.size() - separator.size();
        const qsizetype whole = block().size();
        if (whole > room) {
            QList<qsizetype> sizes;
            qsizetype parts = 0;
            for (const QString& value : std::as_const(values)) {
                sizes.append(value.size());
                parts += value.size();
            }
            const qsizetype cap = fairCap(sizes, room - (whole - parts));
            for (QString& value : values)
                value = shortenedInTheMiddle(value, cap);
        }
        blocks.append(block());
    }
    return blocks.join(separator);
}

} // namespace metaspo
