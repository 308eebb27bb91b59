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

struct CallInspectorWords
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

QString reportedTokens(qint64 count)
{
    return count < 0 ? CallInspectorWords::tr("not reported") : countText(count);
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
        parts.append({CallInspectorWords::tr("Response"), detail.completion.text});
    if (!detail.completion.reasoning.isEmpty())
        parts.append({CallInspectorWords::tr("Reasoning, not part of the answer"), detail.completion.reasoning});
    parts.append({CallInspectorWords::tr("User message"), userText(detail)});
    if (const QString system = systemText(detail); !system.isEmpty())
        parts.append({CallInspectorWords::tr("System message"), system});
    return parts;
}

QString judgementText(const EvaluationRecord& evaluation)
{
    const Outcome& outcome = evaluation.outcome;
    const QString expected = displayLine(evaluation.expected.join(CallInspectorWords::tr(" or ")), 120);
    QString words = outcomeGlyph(outcome.kind) + QLatin1Char(' ');
    if (outcome.kind == OutcomeKind::Unreadable)
        words += CallInspectorWords::tr("Unreadable; expected %1.").arg(expected);
    else
        words += CallInspectorWords::tr("%1: predicted %2, expected %3.")
                     .arg(outcomeText(outcome.kind), displayLine(outcome.prediction, 120), expected);
    if (!outcome.reason.isEmpty())
        words += QLatin1Char(' ') + outcome.reason;
    return words;
}

QList<CallText::Part> scoringParts(const CallDetail& detail)
{
    if (!detail.evaluation)
        return {{CallInspectorWords::tr("Nothing to score"),
                 detail.call.role == ModelRole::Base
                     ? CallInspectorWords::tr("There is no graded answer to this call.")
                     : CallInspectorWords::tr("A proposal is checked, not scored: see its candidate.")}};
    const EvaluationRecord& evaluation = *detail.evaluation;
    const Outcome& outcome = evaluation.outcome;
    QList<CallText::Part> parts{
        {CallInspectorWords::tr("Outcome"), outcomeGlyph(outcome.kind) + QLatin1Char(' ') + outcomeText(outcome.kind)},
        {CallInspectorWords::tr("Score of this example"), percentText(outcome.score.value())},
        {CallInspectorWords::tr("Expected"), evaluation.expected.join(QLatin1Char('\n'))},
        {outcome.kind == OutcomeKind::Unreadable ? CallInspectorWords::tr("Read") : CallInspectorWords::tr("Predicted"),
         outcome.prediction}};
    if (!outcome.reason.isEmpty())
        parts.append({CallInspectorWords::tr("Why"), outcome.reason});
    parts.append(
        {CallInspectorWords::tr("Example"),
         QStringLiteral("%1 #%2, %3").arg(evaluation.task).arg(evaluation.example).arg(wordFor(evaluation.split))});
    parts.append({CallInspectorWords::tr("System prompt and user prompt"),
                  text(evaluation.system) + QLatin1Char('\n') + text(evaluation.user)});
    return parts;
}

QList<CallText::Part> costParts(const CallDetail& detail)
{
    const CallRecord& call = detail.call;
    const TokenUsage& usage = call.usage;
    QString cost = call.reused ? CallInspectorWords::tr("nothing: answered from memory") : callCost(call);
    if (cost.isEmpty())
        cost = CallInspectorWords::tr("not known yet");
    QList<CallText::Part> parts{{CallInspectorWords::tr("Cost"), cost}};
    if (call.state == CallState::Ok) {
        parts.append(
            {CallInspectorWords::tr("Tokens"),
             CallInspectorWords::tr("in: %1\nof these from the server's cache: %2\nout: %3\nof these reasoning: %4")
                 .arg(reportedTokens(usage.input), reportedTokens(usage.cached), reportedTokens(usage.output),
                      reportedTokens(usage.reasoning))});
        parts.append(
            {CallInspectorWords::tr("Time"),
             CallInspectorWords::tr("%L1 ms for the attempt that was answered").arg(call.latencyMicroseconds / 1000)});
        QString end = finishText(detail.completion.finish);
        if (!detail.completion.detail.isEmpty())
            end += QLatin1Char('\n') + detail.completion.detail;
        parts.append({CallInspectorWords::tr("How it ended"), end});
    }
    parts.append({CallInspectorWords::tr("Model"), call.model});
    parts.append({CallInspectorWords::tr("Asked for"), CallInspectorWords::tr("temperature %1, at most %L2 tokens out")
                                              .arg(QLocale().toString(detail.parameters.temperature))
                                              .arg(detail.parameters.outputTokens)});
    parts.append({CallInspectorWords::tr("Sent"),
                  QLocale().toString(detail.sentUtc.toLocalTime(), QStringLiteral("yyyy-MM-dd HH:mm:ss"))});
    parts.append({CallInspectorWords::tr("State"), callState(call)});
    if (!detail.completion.requestId.isEmpty())
        parts.append({CallInspectorWords::tr("The provider's number for it"), detail.completion.requestId});
    parts.append({CallInspectorWords::tr("Key in the run"), call.step});
    return parts;
}

QList<CallText::Part> attemptParts(const CallDetail& detail)
{
    if (detail.failedAttempts.isEmpty())
        return {{CallInspectorWords::tr("No failed attempts"), detail.call.state == CallState::Ok
                                                      ? CallInspectorWords::tr("It was answered at the first attempt.")
                                                      : CallInspectorWords::tr("None has failed so far.")}};
    QList<CallText::Part> parts;
    for (const FailedAttempt& attempt : detail.failedAttempts) {
        QString heading =
            CallInspectorWords::tr("Attempt %1: %2").arg(attempt.attempt).arg(displayLine(attempt.outcome, 60));
        if (attempt.httpStatus > 0)
            heading += CallInspectorWords::tr(", HTTP %1").arg(attempt.httpStatus);
        const qint64 milliseconds = attempt.endedUnixMilliseconds - attempt.sentUnixMilliseconds;
        QString words =
            attempt.message + QLatin1Char('\n') +
            CallInspectorWords::tr("%1, after %L2 ms").arg(whenText(attempt.sentUnixMilliseconds)).arg(milliseconds);
        if (attempt.possiblyPaid)
            words += QLatin1Char('\n') + CallInspectorWords::tr("It may have been paid for.");
        parts.append({heading, words});
    }
    return parts;
}

} // namespace metaspo
