#pragma once

#include "ui/charts/ChartPanel.h"
#include "ui/charts/TaskScores.h"

namespace metaspo {

class TableModel;

/// What the charts of methods by task have in common: the tasks across, the scores up, chance and majority of every
/// task as short lines, the numbers as a table.
class ScoreChart : public ChartPanel
{
    Q_OBJECT

public:
    /// `all`: how many methods there are to choose from.
    void show(const TaskScores& scores, qsizetype all);
    using QWidget::show;
    const TaskScores& scores() const { return m_scores; }

Q_SIGNALS:
    void scoreChosen(int method, int task); ///< places in what is shown

protected:
    ScoreChart(const QString& name, const QString& title, const QString& hint, QWidget* parent);

    TableSource numbers(const std::optional<QList<int>>& rows) const override;
    QSize pictureSize() const override;
    void addAxes(QChart& chart) const;
    /// After the methods, so that the lines lie above them.
    void addBaselines(QChart& chart, const QPalette& palette) const;
    void finish(QChart& chart, const QPalette& palette) const;
    void showScore(int method, int task) const;
    /// Lowest and highest score with its interval and the baselines, rounded out to tens of percent.
    std::pair<double, double> range() const;
    virtual bool startsAtZero() const { return true; }

private:
    QString m_hint;
    TaskScores m_scores;
    TableModel* m_model;
};

} // namespace metaspo
