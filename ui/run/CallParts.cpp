#include "ui/run/CallParts.h"

#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Words.h"
#include "ui/run/CallWords.h"
#include "ui/run/OutcomeText.h"

#include <QCoreApplication>
#include <QLocale>

namespace metaspo {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::CallInspector)
};

QString textOf(const QList<Message>& messages, bool isSystem)
{
    QStringList parts;
    for (const Message& message : messages)
        if ((message.role == MessageRole::System) == isSystem)
            parts += message.text;
    return parts.join(QStringLiteral("\n\n"));
}

QString tokens(qint64 count)
{
    return count < 0 ? Words::tr("not reported") : countText(count);
}

QString whenText(qint64 unixMilliseconds)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(unixMilliseconds), QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

} // namespace

QString systemText(const CallDetail& detail)
{
    return textOf(detail.messages, true);
}

QString userText(const CallDetail& detail)
{
    return textOf(detail.messages, false);
}

QList<CallText::Part> messageParts(const CallDetail& detail)
{
    QList<CallText::Part> parts;
    if (detail.call.state == CallState::Ok)
        parts.append({Words::tr("Response"), detail.completion.text});
    if (!detail.completion.reasoning.isEmpty())
        parts.append({Words::tr("Reasoning, not part of the answer"), detail.completion.reasoning});
    parts.append({Words::tr("User message"), userText(detail)});
    if (const QString system = systemText(detail); !system.isEmpty())
        parts.append({Words::tr("System message"), system});
    return parts;
}

QString judgementText(const EvaluationRecord& evaluation)
{
    const Outcome& outcome = evaluation.outcome;
    const QString expected = displayLine(evaluation.expected.join(Words::tr(" or ")), 120);
    QString words = outcomeGlyph(outcome.kind) + QLatin1Char(' ');
    if (outcome.kind == OutcomeKind::Unreadable)
        words += Words::tr("Unreadable; expected %1.").arg(expected);
    else
        words += Words::tr("%1: predicted %2, expected %3.")
                     .arg(outcomeText(outcome.kind), displayLine(outcome.prediction, 120), expected);
    if (!outcome.reason.isEmpty())
        words += QLatin1Char(' ') + outcome.reason;
    return words;
}

QList<CallText::Part> scoringParts(const CallDetail& detail)
{
    if (!detail.evaluation)
        return {
            {Words::tr("Nothing to score"), detail.call.role == ModelRole::Base
                                                ? Words::tr("There is no graded answer to this call.")
                                                : Words::tr("A proposal is checked, not scored: see its candidate.")}};
    const EvaluationRecord& evaluation = *detail.evaluation;
    const Outcome& outcome = evaluation.outcome;
    QList<CallText::Part> parts{
        {Words::tr("Outcome"), outcomeGlyph(outcome.kind) + QLatin1Char(' ') + outcomeText(outcome.kind)},
        {Words::tr("Score of this example"), percentText(outcome.score.value())},
        {Words::tr("Expected"), evaluation.expected.join(QLatin1Char('\n'))},
        {outcome.kind == OutcomeKind::Unreadable ? Words::tr("Read") : Words::tr("Predicted"), outcome.prediction}};
    if (!outcome.reason.isEmpty())
        parts.append({Words::tr("Why"), outcome.reason});
    parts.append({Words::tr("Example"), QStringLiteral("%1 #%2, %3").arg(evaluation.task).arg(evaluation.example)
                                            .arg(wordFor(evaluation.split))});
    parts.append({Words::tr("System prompt and user prompt"),
                  text(evaluation.system) + QLatin1Char('\n') + text(evaluation.user)});
    return parts;
}

QList<CallText::Part> costParts(const CallDetail& detail)
{
    const CallRecord& call = detail.call;
    const TokenUsage& usage = call.usage;
    QString cost = call.reused ? Words::tr("nothing: answered from memory") : callCost(call);
    if (cost.isEmpty())
        cost = Words::tr("not known yet");
    QList<CallText::Part> parts{{Words::tr("Cost"), cost}};
    if (call.state == CallState::Ok) {
        parts.append(
            {Words::tr("Tokens"),
             Words::tr("in: %1\nof these from the server's cache: %2\nout: %3\nof these reasoning: %4")
                 .arg(tokens(usage.input), tokens(usage.cached), tokens(usage.output), tokens(usage.reasoning))});
        parts.append({Words::tr("Time"),
                      Words::tr("%L1 ms for the attempt that was answered").arg(call.latencyMicroseconds / 1000)});
        QString end = finishText(detail.completion.finish);
        if (!detail.completion.detail.isEmpty())
            end += QLatin1Char('\n') + detail.completion.detail;
        parts.append({Words::tr("How it ended"), end});
    }
    parts.append({Words::tr("Model"), call.model});
    parts.append({Words::tr("Asked for"), Words::tr("temperature %1, at most %L2 tokens out")
                                              .arg(QLocale().toString(detail.parameters.temperature))
                                              .arg(detail.parameters.outputTokens)});
    parts.append(
        {Words::tr("Sent"), QLocale().toString(detail.sentUtc.toLocalTime(), QStringLiteral("yyyy-MM-dd HH:mm:ss"))});
    parts.append({Words::tr("State"), callState(call)});
    if (!detail.completion.requestId.isEmpty())
        parts.append({Words::tr("The provider's number for it"), detail.completion.requestId});
    parts.append({Words::tr("Key in the run"), call.step});
    return parts;
}

QList<CallText::Part> attemptParts(const CallDetail& detail)
{
    if (detail.failedAttempts.isEmpty())
        return {{Words::tr("No failed attempts"), detail.call.state == CallState::Ok
                                                      ? Words::tr("It was answered at the first attempt.")
                                                      : Words::tr("None has failed so far.")}};
    QList<CallText::Part> parts;
    for (const FailedAttempt& attempt : detail.failedAttempts) {
        QString heading = Words::tr("Attempt %1: %2").arg(attempt.attempt).arg(displayLine(attempt.outcome, 60));
        if (attempt.httpStatus > 0)
            heading += Words::tr(", HTTP %1").arg(attempt.httpStatus);
        const qint64 milliseconds = attempt.endedUnixMilliseconds - attempt.sentUnixMilliseconds;
        QString words = attempt.message + QLatin1Char('\n')
                        + Words::tr("%1, after %L2 ms").arg(whenText(attempt.sentUnixMilliseconds)).arg(milliseconds);
        if (attempt.possiblyPaid)
            words += QLatin1Char('\n') + Words::tr("It may have been paid for.");
        parts.append({heading, words});
    }
    return parts;
}

} // namespace metaspo
