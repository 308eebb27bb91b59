#include "ui/charts/AccuracyAxis.h"

#include "ui/charts/AccuracyCurves.h"
#include "ui/charts/ChartLook.h"

#include <QCoreApplication>
#include <QtCharts/QCategoryAxis>
#include <QtCharts/QValueAxis>
#include <algorithm>
#include <cmath>

namespace metaspo {

namespace {

constexpr double thousand = 1000;
constexpr double minute = 60;
constexpr double hour = 3600;
constexpr double shortestInMinutes = 3 * minute;
constexpr double shortestInHours = 3 * hour;

struct AccuracyAxisWords
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::AccuracyAxis)
};

} // namespace

AccuracyAxis::AccuracyAxis(AccuracyOver over, const QList<Step>& stages, const QList<StageEffort>& efforts)
    : m_over(over)
    , m_stages(stages)
    , m_efforts(efforts)
{
    const double last = range().second;
    if (over == AccuracyOver::Tokens && last > 10 * thousand)
        m_unit = thousand;
    if (over == AccuracyOver::Time)
        m_unit = last > shortestInHours ? hour : last > shortestInMinutes ? minute : 1;
}

std::optional<double> AccuracyAxis::effort(const StageEffort& stage) const
{
    switch (m_over) {
    case AccuracyOver::Calls: return static_cast<double>(stage.calls);
    case AccuracyOver::Tokens: return static_cast<double>(stage.tokens) / m_unit;
    case AccuracyOver::Time: return static_cast<double>(stage.milliseconds) / 1000 / m_unit;
    case AccuracyOver::Cost:
        return stage.costNanoDollars ? std::optional(static_cast<double>(*stage.costNanoDollars) / 1e9) : std::nullopt;
    case AccuracyOver::Iterations: break;
    }
    return std::nullopt;
}

std::optional<double> AccuracyAxis::place(const Step& stage) const
{
    if (m_over == AccuracyOver::Iterations) {
        const qsizetype index = m_stages.indexOf(stage);
        return index < 0 ? std::nullopt : std::optional(static_cast<double>(index));
    }
    const auto known = std::find_if(m_efforts.begin(), m_efforts.end(),
                                    [&stage](const StageEffort& effort) { return effort.loop == stage; });
    return known == m_efforts.end() ? std::nullopt : effort(*known);
}

std::pair<double, double> AccuracyAxis::range() const
{
    if (m_over == AccuracyOver::Iterations)
        return {-0.3, static_cast<double>(std::max<qsizetype>(1, m_stages.size() - 1)) + 0.3};
    double last = 0;
    for (const StageEffort& stage : m_efforts)
        last = std::max(last, effort(stage).value_or(0));
    return {0, last > 0 ? last * 1.03 : 1};
}

QAbstractAxis* AccuracyAxis::make() const
{
    const auto [first, last] = range();
    if (m_over == AccuracyOver::Iterations) {
        auto* axis = new QCategoryAxis;
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        axis->setRange(first, last);
        for (qsizetype stage = 0; stage < m_stages.size(); ++stage)
            axis->append(stageLabel(m_stages.at(stage)), static_cast<double>(stage));
        return axis;
    }
    auto* axis = new QValueAxis;
    axis->setRange(first, last);
    axis->setTickType(QValueAxis::TicksDynamic);
    const double interval = tickInterval(last - first);
    axis->setTickInterval(interval);
    const int decimals = std::max(0, -static_cast<int>(std::floor(std::log10(interval))));
    axis->setLabelFormat(QStringLiteral("%.%1f").arg(decimals));
    axis->setTitleText(title());
    return axis;
}

QString AccuracyAxis::title() const
{
    switch (m_over) {
    case AccuracyOver::Iterations: return AccuracyAxisWords::tr("loop");
    case AccuracyOver::Calls: return AccuracyAxisWords::tr("calls");
    case AccuracyOver::Tokens:
        return m_unit > 1 ? AccuracyAxisWords::tr("tokens in and out, thousands")
                          : AccuracyAxisWords::tr("tokens in and out");
    case AccuracyOver::Cost: return AccuracyAxisWords::tr("cost, $");
    case AccuracyOver::Time:
        return m_unit >= hour     ? AccuracyAxisWords::tr("hours at work")
               : m_unit >= minute ? AccuracyAxisWords::tr("minutes at work")
                                  : AccuracyAxisWords::tr("seconds at work");
    }
    return {};
}

} // namespace metaspo
