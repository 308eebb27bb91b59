#pragma once

#include "core/engine/Project.h"
#include "ui/kit/Layout.h"

class QFormLayout;

namespace metaspo {

/// What a run would cost, before anything is spent: calls, tokens, money, time, who receives examples, warnings.
class PlanPanel : public Card
{
    Q_OBJECT

public:
    explicit PlanPanel(QWidget* parent = nullptr);

    void showPlanning(); ///< another plan is on its way; the old one stays, greyed
    void show(const Result<RunPlan>& plan);
    using QWidget::show;

private:
    QLabel* addRow(QFormLayout* form, const QString& title, const QString& objectName);
    void fill(const RunPlan& plan);

    QLabel* m_status;
    QWidget* m_numbers;
    QLabel* m_base;
    QLabel* m_optimizer;
    QLabel* m_tokens;
    QLabel* m_cost;
    QLabel* m_time;
    QLabel* m_hosts;
    QLabel* m_warnings;
    QLabel* m_formula;
};

} // namespace metaspo
