#pragma once

#include "core/engine/TaskEditing.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace metaspo {

/// Divides the examples of a task into splits by shares and a seed. Shows what would come out before anything changes;
/// equal questions always stay together.
class SplitDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SplitDialog(const Task& task, QWidget* parent = nullptr);

Q_SIGNALS:
    void divisionChosen(const metaspo::TaskEdit& edit);

private:
    QWidget* makeFields();
    QWidget* makeButtons();
    QSpinBox* makeShare(const char* objectName, const QString& name, int percent);
    SplitShares shares() const;
    void changeShares();
    void preview();
    void show(const Result<TaskEdit>& edit);

    Task m_task;
    TaskEdit m_edit;
    int m_generation = 0;
    QSpinBox* m_train = nullptr; ///< what the others leave
    QSpinBox* m_validation = nullptr;
    QSpinBox* m_test = nullptr;
    QSpinBox* m_seed = nullptr;
    QCheckBox* m_keepsTest = nullptr;
    QLabel* m_summary = nullptr;
    QPushButton* m_divide = nullptr;
};

} // namespace metaspo
