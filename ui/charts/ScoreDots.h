#pragma once

#include "ui/charts/ScoreChart.h"

namespace metaspo {

/// Methods by task as dots with their 95 % intervals, side by side within a task. Markers and dashes beside colour.
class ScoreDots : public ScoreChart
{
    Q_OBJECT

public:
    explicit ScoreDots(QWidget* parent = nullptr);

protected:
    void fill(QChart& chart, const QPalette& palette) override;
    bool startsAtZero() const override { return false; } // dots have no length that would deceive

private:
    double across(int method, int task) const;
    void addIntervals(QChart& chart, const QPalette& palette, int method) const;
    void addDots(QChart& chart, const QPalette& palette, int method);
};

} // namespace metaspo
