#pragma once

#include "ui/charts/ScoreChart.h"

namespace metaspo {

/// Methods by task as bars, for a first look; intervals stand in ScoreDots and in the table. Patterns beside colour.
class ScoreBars : public ScoreChart
{
    Q_OBJECT

public:
    explicit ScoreBars(QWidget* parent = nullptr);

protected:
    void fill(QChart& chart, const QPalette& palette) override;
};

} // namespace metaspo
