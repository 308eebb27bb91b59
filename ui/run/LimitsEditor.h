#pragma once

#include "core/domain/RunSettings.h"

#include <QWidget>

class QCheckBox;
class QDoubleSpinBox;
class QSpinBox;

namespace metaspo {

/// What a run may spend, how many calls it has out at once, and at which events it pauses by itself.
class LimitsEditor : public QWidget
{
    Q_OBJECT

public:
    explicit LimitsEditor(QWidget* parent = nullptr);

    void show(const RunLimits& limits);
    using QWidget::show;
    RunLimits limits() const; ///< those shown, with what was changed since

Q_SIGNALS:
    void changed();

private:
    QWidget* makeLimits();
    QWidget* makeBreakpoints();
    RunLimits read() const;

    RunLimits m_given;
    RunLimits m_shown; ///< what the fields made of them
    QDoubleSpinBox* m_budget;
    QSpinBox* m_calls;
    QSpinBox* m_width;
    QList<std::pair<QString, QCheckBox*>> m_events; ///< by their name in `--break`
    QCheckBox* m_isUnreadable;
    QDoubleSpinBox* m_unreadable;
    QCheckBox* m_isBudget;
    QDoubleSpinBox* m_budgetShare;
};

} // namespace metaspo
