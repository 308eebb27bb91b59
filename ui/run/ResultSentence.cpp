#include "ui/run/ResultSentence.h"

#include "ui/kit/Numbers.h"

#include <QCoreApplication>
#include <QMap>

namespace metaspo {

namespace {

struct RunResultWords
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::RunResult)
};

struct Mean
{
    double sum = 0;
    int domains = 0;
    int examples = 0;
    double score() const { return sum / domains; }
};

} // namespace

QString resultSentence(const QList<DomainPoint>& curve)
{
    QMap<Step, Mean> means;
    for (const DomainPoint& point : curve) {
        if (point.split != Split::Test)
            continue;
        Mean& mean = means[point.loop];
        mean.sum += point.score;
        ++mean.domains;
        mean.examples += point.n;
    }
    if (means.isEmpty())
        return {};
    const Mean first = means.first();
    const Mean last = means.last();
    return RunResultWords::tr("On test %1 at first and %2 now, mean of %3, %4.")
        .arg(percentText(first.score()), percentText(last.score()),
             RunResultWords::tr("%n domain(s)", nullptr, last.domains),
             RunResultWords::tr("%Ln example(s)", nullptr, last.examples));
}

} // namespace metaspo
