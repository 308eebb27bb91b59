#pragma once

#include "core/engine/Queries.h"

class QAbstractAxis;

namespace metaspo {

/// What the accuracy chart is drawn over.
enum class AccuracyOver { Iterations, Calls, Tokens, Cost, Time };

/// The horizontal axis of the accuracy chart: the loops in even steps, or what was spent when each of them was over.
class AccuracyAxis
{
public:
    AccuracyAxis() = default;
    AccuracyAxis(AccuracyOver over, const QList<Step>& stages, const QList<StageEffort>& efforts);

    AccuracyOver over() const { return m_over; }
    /// Where a stage stands; absent: what was spent until then is not known.
    std::optional<double> place(const Step& stage) const;
    /// From the first to the last place, never empty.
    std::pair<double, double> range() const;
    /// A new axis; the caller owns it.
    QAbstractAxis* make() const;
    QString title() const;

private:
    std::optional<double> effort(const StageEffort& stage) const;

    AccuracyOver m_over = AccuracyOver::Iterations;
    QList<Step> m_stages;
    QList<StageEffort> m_efforts;
    double m_unit = 1; ///< tokens in thousands, minutes or hours: what keeps the labels short
};

} // namespace metaspo
