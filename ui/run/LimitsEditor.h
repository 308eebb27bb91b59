#pragma once

#include "core/domain/RunSettings.h"

#include <QWidget>

class QDoubleSpinBox;
class QSpinBox;

namespace metaspo {

/// What a run may spend, and how many calls it has out at once. Breakpoints have a panel of their own.
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
    RunLimits read() const;

    RunLimits m_given;
    RunLimits m_shown; ///< what the fields made of them
    QDoubleSpinBox* m_budget;
    QSpinBox* m_calls;
    QSpinBox* m_width;
};

} // namespace metaspo
