#pragma once

#include "core/domain/Task.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace metaspo {

/// Edits what a task is; its examples stay. Answer format and metric are the import's affair.
class TaskDialog : public QDialog
{
    Q_OBJECT

public:
    explicit TaskDialog(const Task& task, QWidget* parent = nullptr);

Q_SIGNALS:
    void saveChosen(const metaspo::Task& task);

private:
    Task edited() const;
    void check();

    Task m_task;
    QLineEdit* m_name;
    QLineEdit* m_domain;
    QComboBox* m_role;
    QPlainTextEdit* m_userPrompt;
    QLabel* m_trouble;
    QPushButton* m_save = nullptr;
};

} // namespace metaspo
