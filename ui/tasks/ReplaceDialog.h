#pragma once

#include "core/engine/TaskEditing.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace metaspo {

class ReplacePreviewModel;

/// Finds and replaces in the examples of a task. Shows how often it is found and what would change before anything does.
class ReplaceDialog : public QDialog
{
    Q_OBJECT

public:
    /// `shown` and `selected`: indexes of the examples in the table, as the narrower places to look in.
    ReplaceDialog(const Task& task, const QList<int>& shown, const QList<int>& selected, QWidget* parent = nullptr);
    ~ReplaceDialog() override;

Q_SIGNALS:
    void replaceChosen(const metaspo::TaskEdit& edit);

private:
    QWidget* makeFields(const QList<int>& shown, const QList<int>& selected);
    QWidget* makeButtons();
    Replacement replacement() const;
    void previewSoon();
    void preview();
    void show(const Result<ReplacementPreview>& preview);
    QCheckBox* makeCheck(const QString& text, const char* objectName);

    Task m_task;
    QList<int> m_shown;
    QList<int> m_selected;
    TaskEdit m_edit;
    StopFlag m_stop; ///< of the search at work
    int m_generation = 0;
    QTimer m_typing;
    QLineEdit* m_find = nullptr;
    QLineEdit* m_by = nullptr;
    QCheckBox* m_regular = nullptr;
    QCheckBox* m_case = nullptr;
    QCheckBox* m_words = nullptr;
    QComboBox* m_fields = nullptr;
    QComboBox* m_scope = nullptr;
    QLabel* m_summary = nullptr;
    QPushButton* m_replace = nullptr;
    ReplacePreviewModel* m_preview;
};

} // namespace metaspo
