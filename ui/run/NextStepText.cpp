#include "ui/run/NextStepText.h"

#include "ui/kit/Numbers.h"

#include <QCoreApplication>

namespace metaspo {

namespace {

struct NextStepWords
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::NextStepText)
};

int exampleCount(const NextStep& next)
{
    int count = 0;
    for (const int examples : next.examples)
        count += examples;
    return count;
}

QString scoring(const NextStep& next)
{
    const int examples = exampleCount(next);
    if (next.examples.size() == 1)
        return NextStepWords::tr("score %1 on %Ln example(s) of %2", nullptr, examples)
            .arg(text(next.candidate), next.examples.firstKey());
    const QString where = NextStepWords::tr("%Ln task(s)", nullptr, static_cast<int>(next.examples.size()));
    return NextStepWords::tr("score %1 on %Ln example(s) of %2", nullptr, examples).arg(text(next.candidate), where);
}

QString deed(const NextStep& next)
{
    switch (next.kind) {
    case NextStep::Kind::Analyse:
        return NextStepWords::tr("the optimizer examines wrong answers for %1").arg(text(next.candidate));
    case NextStep::Kind::Rewrite: return NextStepWords::tr("the optimizer writes %1").arg(text(next.candidate));
    case NextStep::Kind::Score: return scoring(next);
    case NextStep::Kind::End: break;
    }
    return NextStepWords::tr("the run ends; every answer is there");
}

} // namespace

QString nextStepText(const NextStep& next)
{
    if (next.kind == NextStep::Kind::End)
        return NextStepWords::tr("Next: %1").arg(deed(next));
    const QString calls =
        next.calls == 1 ? NextStepWords::tr("1 call") : NextStepWords::tr("about %Ln call(s)", nullptr, next.calls);
    const QString cost = next.nanoDollars ? dollarsText(next.nanoDollars) : NextStepWords::tr("cost not known");
    //: what is done, how many calls it takes, what they cost
    return NextStepWords::tr("Next: %1, %2, %3").arg(deed(next), calls, cost);
}

QString nextStepDetails(const NextStep& next)
{
    if (next.kind == NextStep::Kind::End)
        return {};
    return NextStepWords::tr("The next call is %1. With it, at most %Ln call(s) are asked for in %2.", nullptr,
                     next.callsOfLoop)
        .arg(next.call, text(next.loop));
}

} // namespace metaspo
