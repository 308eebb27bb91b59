#include "core/engine/Breakpoint.h"

namespace metaspo {

namespace {

constexpr QLatin1String offWord{"off "};
constexpr QLatin1String onceWord{"once "};
constexpr QLatin1String hitsWord{"hits="};
constexpr QLatin1String placePrefix{"at:"};

/// How an event compares what it sees with its amount, and which amounts make sense.
struct AmountRule
{
    StopEvent event;
    const char* comparison;
    double usual;
    double most;
};

constexpr std::array<AmountRule, 6> amountRules{{{StopEvent::Better, ">=", 2, 100},
                                                 {StopEvent::WorseInDomain, ">=", 5, 100},
                                                 {StopEvent::UnreadableAnswers, ">", 20, 100},
                                                 {StopEvent::Retries, ">=", 2, 1000},
                                                 {StopEvent::BudgetShare, ">", 80, 100},
                                                 {StopEvent::Spent, ">=", 1, 1e9}}};

const AmountRule* ruleOf(StopEvent event)
{
    for (const AmountRule& rule : amountRules)
        if (rule.event == event)
            return &rule;
    return nullptr;
}

tl::unexpected<Error> unknown(const QString& text)
{
    QStringList events;
    for (const auto& entry : Names<StopEvent>::table) {
        const AmountRule* rule = ruleOf(entry.first);
        QString event = QLatin1String(entry.second);
        if (rule)
            event += QLatin1String(rule->comparison)
                     + (entry.first == StopEvent::Spent ? QStringLiteral("USD") : QStringLiteral("P"));
        else if (entry.first == StopEvent::Place)
            event += QStringLiteral(":STEP");
        events.append(event);
    }
    return failure(
        ErrorKind::WrongUsage, QStringLiteral("'%1' is not an event to break at").arg(text), {},
        QStringLiteral("Use %1; P is a number of percent, points or attempts. In front may stand once or off.")
            .arg(events.join(QStringLiteral(", "))));
}

/// The condition behind the switches.
QString withoutSwitches(QString text, Breakpoint& breakpoint)
{
    for (;;) {
        if (text.startsWith(offWord)) {
            breakpoint.isEnabled = false;
            text = text.mid(offWord.size());
        } else if (text.startsWith(onceWord)) {
            breakpoint.isOnce = true;
            text = text.mid(onceWord.size());
        } else if (text.startsWith(hitsWord) && text.contains(u' ')) {
            const qsizetype end = text.indexOf(u' ');
            breakpoint.hits = std::max(0, text.mid(hitsWord.size(), end - hitsWord.size()).toInt());
            text = text.mid(end + 1);
        } else {
            return text;
        }
    }
}

} // namespace

bool hasAmount(StopEvent event)
{
    return ruleOf(event) != nullptr;
}

double usualAmount(StopEvent event)
{
    const AmountRule* rule = ruleOf(event);
    return rule ? rule->usual : 0;
}

QString conditionText(const Breakpoint& breakpoint)
{
    if (breakpoint.event == StopEvent::Place) // a list of events is separated by commas
        return placePrefix + text(breakpoint.place).replace(u',', QLatin1String("%2C"));
    const AmountRule* rule = ruleOf(breakpoint.event);
    return rule ? name(breakpoint.event) + QLatin1String(rule->comparison) + QString::number(breakpoint.amount, 'g', 12)
                : name(breakpoint.event);
}

QString text(const Breakpoint& breakpoint)
{
    QString switches;
    if (!breakpoint.isEnabled)
        switches += offWord;
    if (breakpoint.isOnce)
        switches += onceWord;
    if (breakpoint.hits > 0)
        switches += hitsWord + QString::number(breakpoint.hits) + u' ';
    return switches + conditionText(breakpoint);
}

Result<Breakpoint> parseBreakpoint(const QString& whole)
{
    Breakpoint breakpoint;
    const QString condition = withoutSwitches(whole.trimmed(), breakpoint);
    if (condition.startsWith(placePrefix)) {
        const Result<Step> place = parseStep(QStringView(condition).mid(placePrefix.size()));
        if (!place)
            return tl::unexpected(place.error());
        breakpoint.event = StopEvent::Place;
        breakpoint.place = *place;
        return breakpoint;
    }
    if (const auto event = fromName<StopEvent>(condition);
        event && *event != StopEvent::Place && !hasAmount(*event)) {
        breakpoint.event = *event;
        return breakpoint;
    }
    for (const AmountRule& rule : amountRules) {
        const QString prefix = name(rule.event) + QLatin1String(rule.comparison);
        if (!condition.startsWith(prefix))
            continue;
        bool isNumber = false;
        breakpoint.event = rule.event;
        breakpoint.amount = condition.mid(prefix.size()).toDouble(&isNumber);
        if (isNumber && breakpoint.amount >= 0 && breakpoint.amount <= rule.most)
            return breakpoint;
    }
    return unknown(whole);
}

QStringList texts(const QList<Breakpoint>& breakpoints)
{
    QStringList result;
    for (const Breakpoint& breakpoint : breakpoints)
        result.append(text(breakpoint));
    return result;
}

Result<QList<Breakpoint>> parseBreakpoints(const QStringList& list)
{
    QList<Breakpoint> breakpoints;
    for (const QString& one : list) {
        const Result<Breakpoint> breakpoint = parseBreakpoint(one);
        if (!breakpoint)
            return tl::unexpected(breakpoint.error());
        breakpoints.append(*breakpoint);
    }
    return breakpoints;
}

bool isAt(const Step& step, const Step& place)
{
    if (loopOf(step) != loopOf(place))
        return false;
    if (place.slot > 0)
        return step == place;
    return place.task.isEmpty() || step.task == place.task;
}

} // namespace metaspo
