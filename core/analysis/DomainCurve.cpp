#include "core/analysis/DomainCurve.h"

#include "core/analysis/CellInterval.h"
#include "core/analysis/Intervals.h"

#include <QHash>
#include <QMap>
#include <array>
#include <optional>

namespace metaspo {

namespace {

constexpr std::array allSplits{Split::Train, Split::Validation, Split::Test};

bool isShown(const CellRecord& cell)
{
    return cell.isFinished() && !cell.droppedCandidate;
}

class Curve
{
public:
    Curve(qint64 run, const QList<CellRecord>& cells, const IntervalOfCell& intervalOf)
        : m_run(run)
        , m_intervalOf(intervalOf)
    {
        for (const CellRecord& cell : cells) {
            m_domainOf.insert(cell.cell.task, cell.domain);
            if (isShown(cell))
                m_finished.insert(cell.cell, &cell);
        }
    }

    QList<DomainPoint> points(const StageReached& stage)
    {
        QMap<QString, QStringList> tasksOf;
        for (auto prompt = stage.firstPrompts.begin(); prompt != stage.firstPrompts.end(); ++prompt)
            tasksOf[m_domainOf.value(prompt.key())].append(prompt.key());
        QList<DomainPoint> result;
        for (auto domain = tasksOf.begin(); domain != tasksOf.end(); ++domain)
            for (const Split split : allSplits)
                if (const auto mean = meanOf(stage, *domain, split))
                    result.append(DomainPoint{m_run, stage.loop, domain.key(), split,
                                              static_cast<int>(mean->n), mean->value, mean->interval.low,
                                              mean->interval.high});
        return result;
    }

private:
    std::optional<Estimate> meanOf(const StageReached& stage, const QStringList& tasks, Split split)
    {
        QList<Estimate> estimates;
        for (const QString& task : tasks) {
            const CellRecord* cell =
                m_finished.value(Cell{stage.incumbent, stage.firstPrompts.value(task), task, split}, nullptr);
            if (!cell)
                return std::nullopt;
            estimates.append(Estimate{cell->score.score.value(), intervalOf(*cell), cell->score.n});
        }
        return meanOverTasks(estimates);
    }

    // An incumbent stays for several stages; a bootstrap is not computed again for each.
    Interval intervalOf(const CellRecord& cell)
    {
        const auto known = m_intervals.constFind(cell.cell);
        if (known != m_intervals.constEnd())
            return *known;
        return *m_intervals.insert(cell.cell, m_intervalOf(cell));
    }

    qint64 m_run;
    const IntervalOfCell& m_intervalOf;
    QHash<QString, QString> m_domainOf;
    QHash<Cell, const CellRecord*> m_finished;
    QHash<Cell, Interval> m_intervals;
};

} // namespace

QList<DomainPoint> domainCurve(qint64 run, const QList<StageReached>& stages, const QList<CellRecord>& cells)
{
    return domainCurve(run, stages, cells, [](const CellRecord& cell) { return cellInterval95(cell); });
}

QList<DomainPoint> domainCurve(qint64 run, const QList<StageReached>& stages, const QList<CellRecord>& cells,
                               const IntervalOfCell& intervalOf)
{
    Curve curve(run, cells, intervalOf);
    QList<DomainPoint> result;
    for (const StageReached& stage : stages)
        result.append(curve.points(stage));
    return result;
}

QList<StageReached> stagesOf(const QList<Fact>& decisions)
{
    QList<StageReached> stages;
    for (const Fact& fact : decisions)
        if (const auto* stage = std::get_if<StageReached>(&fact))
            stages.append(*stage);
    return stages;
}

} // namespace metaspo
