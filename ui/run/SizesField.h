#pragma once

#include "core/domain/RunSettings.h"
#include "core/domain/Step.h"

#include <QWidget>
#include <optional>

class QGridLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace metaspo {

/// How large a new run is: iterations, candidates, examples of each split, and the seed that draws them.
class SizesField : public QWidget
{
    Q_OBJECT

public:
    explicit SizesField(QWidget* parent = nullptr);

    void show(const RunSettings& settings);
    using QWidget::show;
    void write(RunSettings& settings) const; ///< the sizes and the seed; the rest stays

    void keepTestOnly(); ///< of a run that only scores: the other sizes have no effect
    /// What a fork shares with the run it comes from cannot be changed, nor iterations before `at`; `why`: a tool tip.
    void holdShared(const std::optional<Step>& at, const QString& why);

Q_SIGNALS:
    void changed(); ///< also by show()

private:
    struct Count
    {
        int RunSettings::* member;
        QSpinBox* box;
        QLabel* title;
    };

    void addCount(QGridLayout* grid, const QString& title, const char* objectName, int RunSettings::*member, int least);
    void addSeed(QGridLayout* grid);

    QList<Count> m_counts;
    QLabel* m_seedTitle;
    QLineEdit* m_seed;
};

} // namespace metaspo
