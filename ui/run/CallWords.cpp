#include "ui/run/CallWords.h"

#include "core/engine/CallTexts.h"
#include "ui/kit/Numbers.h"
#include "ui/run/OutcomeText.h"

#include <QCoreApplication>
#include <QLocale>

namespace metaspo {

namespace {

struct CallWords
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::CallWords)
};

QString tokens(qint64 count)
{
    return count < 0 ? QStringLiteral("–") : countText(count);
}

} // namespace

QString callDeed(const CallRecord& call)
{
    const std::optional<CallPlace> place = callPlace(call.step);
    if (!place || place->deed.isEmpty())
        return call.role == ModelRole::Judge ? CallWords::tr("judgement") : CallWords::tr("answer");
    const QString number = place->deed.section(QLatin1Char('.'), 1);
    QString deed = place->deed.startsWith(QLatin1String("analyse"))   ? CallWords::tr("analysis")
                   : place->deed.startsWith(QLatin1String("rewrite")) ? CallWords::tr("rewriting")
                                                                      : place->deed.section(QLatin1Char('.'), 0, 0);
    return number.isEmpty() ? deed : CallWords::tr("%1, asked again (%2)").arg(deed, number);
}

QString callCandidate(const CallRecord& call)
{
    const std::optional<CallPlace> place = callPlace(call.step);
    return place ? text(place->candidate) : call.step;
}

QString callExample(const CallRecord& call)
{
    const std::optional<CallPlace> place = callPlace(call.step);
    return place && place->example >= 0 ? QStringLiteral("%1 #%2").arg(place->task).arg(place->example) : QString();
}

QString callState(CallState state)
{
    switch (state) {
    case CallState::Sent: return CallWords::tr("out");
    case CallState::Ok: return CallWords::tr("answered");
    case CallState::Failed: return CallWords::tr("failed");
    case CallState::Unknown: return CallWords::tr("possibly paid");
    }
    return {};
}

QString callState(const CallRecord& call)
{
    if (call.reused)
        return CallWords::tr("from memory");
    const QString state = callState(call.state);
    return call.attempts > 1 ? CallWords::tr("%1, %2 attempts").arg(state).arg(call.attempts) : state;
}

QString callOutcome(const CallRecord& call)
{
    return call.outcome ? outcomeGlyph(*call.outcome) + QLatin1Char(' ') + outcomeText(*call.outcome) : QString();
}

QString callTokens(const CallRecord& call)
{
    return call.state == CallState::Ok
               ? QStringLiteral("%1 → %2").arg(tokens(call.usage.input), tokens(call.usage.output))
               : QString();
}

QString callTime(const CallRecord& call)
{
    return call.state == CallState::Ok && !call.reused ? CallWords::tr("%L1 ms").arg(call.latencyMicroseconds / 1000)
                                                       : QString();
}

QString callCost(const CallRecord& call)
{
    if (call.reused || call.state != CallState::Ok)
        return {};
    if (!call.costNanoDollars || *call.costNanoDollars == 0)
        return dollarsText(call.costNanoDollars);
    //: the cost of one call, which is small
    return CallWords::tr("$%1").arg(QLocale().toString(static_cast<double>(*call.costNanoDollars) / 1e9, 'f', 6));
}

QString roleText(ModelRole role)
{
    switch (role) {
    case ModelRole::Base: return CallWords::tr("base model");
    case ModelRole::Optimizer: return CallWords::tr("optimizer");
    case ModelRole::Judge: return CallWords::tr("judge");
    }
    return {};
}

} // namespace metaspo
