#pragma once

#include "core/analysis/Comparison.h"
#include "ui/charts/ChartPanel.h"

namespace metaspo {

class TableModel;

/// How the answers to the same examples changed from one prompt to another, task by task: which share became right, which
/// became wrong, and the difference of the scores with its 95 % interval.
class ChangeChart : public ChartPanel
{
    Q_OBJECT

public:
    explicit ChangeChart(QWidget* parent = nullptr);

    /// `before` and `after` name the prompts. Nothing to compare: `instead` says why.
    void show(const QList<TaskComparison>& tasks, const QString& before, const QString& after,
              const QString& instead = {});
    using QWidget::show;

Q_SIGNALS:
    void taskChosen(const QString& task);

protected:
    void fill(QChart& chart, const QPalette& palette) override;
    TableSource numbers(const std::optional<QList<int>>& rows) const override;

private:
    void addAxes(QChart& chart) const;
    void addShares(QChart& chart, const QPalette& palette);
    void addDifferences(QChart& chart, const QPalette& palette);
    void showTask(int task) const;
    QString description(const QString& before, const QString& after) const;

    QList<TaskComparison> m_tasks;
    TableModel* m_model;
};

} // namespace metaspo
