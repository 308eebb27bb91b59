#include "core/tasks/Grader.h"

#include "core/tasks/AnswerReading.h"

#include <cmath>

namespace metaspo {

namespace {

Score fullScore()
{
    return Score{Score::one};
}

// Under SQuAD's normalisation answers such as "] }" vanish, and all that vanish would be equal; these are
// compared as they stand.
bool isSameText(const QString& prediction, const QString& accepted)
{
    const QString wanted = normalisedText(accepted);
    return wanted.isEmpty() ? prediction.simplified() == accepted.simplified()
                            : normalisedText(prediction) == wanted;
}

// Token F1 of SQuAD: overlap of two bags of words, 2·common / (tokens of both).
Score tokenF1(const QString& prediction, const QString& accepted)
{
    const QStringList predicted = normalisedText(prediction).split(u' ', Qt::SkipEmptyParts);
    const QStringList gold = normalisedText(accepted).split(u' ', Qt::SkipEmptyParts);
    if (predicted.isEmpty() || gold.isEmpty())
        return isSameText(prediction, accepted) ? fullScore() : Score{};
    QHash<QString, int> open;
    for (const QString& word : gold)
        ++open[word];
    qint64 common = 0;
    for (const QString& word : predicted)
        if (open.value(word) > 0) {
            --open[word];
            ++common;
        }
    return Score{roundedDivision(2 * common * Score::one, predicted.size() + gold.size())};
}

bool isNear(const QString& prediction, const QString& accepted, double tolerance)
{
    bool bothNumbers = false;
    bool isNumber = false;
    const double a = prediction.toDouble(&isNumber);
    const double b = accepted.toDouble(&bothNumbers);
    return isNumber && bothNumbers && std::abs(a - b) <= tolerance * (1 + 1e-12);
}

bool containsPhrase(const QString& response, const QString& accepted)
{
    const QString phrase = normalisedText(accepted);
    return !phrase.isEmpty() && (u' ' + normalisedText(response) + u' ').contains(u' ' + phrase + u' ');
}

QString whyNothing(FinishReason finish, const QString& detail, const QString& reason)
{
    switch (finish) {
    case FinishReason::Stop:
    case FinishReason::Other:
        return reason;
    case FinishReason::Length:
        return QStringLiteral("cut off by the output limit");
    case FinishReason::ContentFilter:
        return QStringLiteral("withheld by the provider's filter");
    case FinishReason::Refusal:
        return QStringLiteral("refused");
    case FinishReason::Empty:
        return QStringLiteral("an empty answer");
    case FinishReason::PolicyRejected:
        return QStringLiteral("the request was rejected: ") + detail;
    case FinishReason::ContextTooLong:
        return QStringLiteral("the request is too long for the model");
    }
    return reason;
}

} // namespace

Grader::Grader(const Task& task)
    : m_format(task.format)
    , m_metric(task.metric)
{}

QString Grader::gold(const Example& example) const
{
    if (m_format.kind == AnswerKind::Text || example.answers.isEmpty())
        return {};
    const ReadAnswer read = readAnswer(m_format, example.answers.front());
    return read.value.value_or(example.answers.front().trimmed());
}

Outcome Grader::grade(const Completion& completion, const Example& example) const
{
    Outcome outcome;
    const std::optional<QString> block = lastAnswerBlock(completion.text);
    ReadAnswer read;
    if (block)
        read = readAnswer(m_format, *block);
    else if (m_format.kind == AnswerKind::Text && !completion.text.trimmed().isEmpty())
        read = {completion.text.trimmed(), {}};
    else
        read.reason = completion.text.trimmed().isEmpty() ? QStringLiteral("an empty answer")
                                                          : QStringLiteral("no <answer> block");
    if (!read.value || read.value->isEmpty()) {
        outcome.kind = OutcomeKind::Unreadable;
        outcome.prediction = block ? block->trimmed() : QString();
        outcome.reason = whyNothing(completion.finish, completion.detail,
                                    read.reason.isEmpty() ? QStringLiteral("an empty answer") : read.reason);
        return outcome;
    }
    outcome.prediction = *read.value;
    for (const QString& accepted : example.answers)
        outcome.score = std::max(outcome.score, scoreAgainst(outcome.prediction, accepted));
    outcome.kind = outcome.score == fullScore() ? OutcomeKind::Correct : OutcomeKind::Wrong;
    return outcome;
}

Score Grader::scoreAgainst(const QString& prediction, const QString& accepted) const
{
    const auto when = [](bool isRight) { return isRight ? fullScore() : Score{}; };
    switch (m_metric.kind) {
    case MetricKind::TokenF1:
        return tokenF1(prediction, accepted);
    case MetricKind::Contains:
        return when(containsPhrase(prediction, accepted));
    case MetricKind::Numeric:
        return when(
            isNear(prediction, readAnswer(m_format, accepted).value.value_or(accepted), m_metric.tolerance));
    case MetricKind::Judge:
    case MetricKind::Command: // asked elsewhere; a score of 0 here would be a pretence, so validation refuses
                              // these
    case MetricKind::Accuracy:
    case MetricKind::MacroF1:
    case MetricKind::MacroF1Reference:
    case MetricKind::ExactMatch:
        break;
    }
    if (m_format.kind == AnswerKind::Text)
        return when(isSameText(prediction, accepted));
    return when(prediction == readAnswer(m_format, accepted).value.value_or(accepted.trimmed()));
}

} // namespace metaspo
