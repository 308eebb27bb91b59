#pragma once

#include "ui/tasks/document/TaskDocument.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace metaspo {

class PlainTextView;
class TextField;

/// One example: its fields to be edited, and beside them what the model will see.
class ExampleForm : public QWidget
{
    Q_OBJECT

public:
    explicit ExampleForm(QWidget* parent = nullptr);

    void setTask(TaskDocument* document, TaskKey key);
    void setExample(int index); ///< -1: none
    void setEditable(bool isEditable);
    void editQuestion(); ///< takes the focus there

private:
    QWidget* makeFields();
    QWidget* makePreview();
    const Example* example() const;
    void show();
    void showFields(const Example* shown);
    void showPreview(const Example* shown);
    void change(const std::function<void(Example&)>& change, int field);

    QPointer<TaskDocument> m_document;
    TaskKey m_key = 0;
    int m_index = -1;
    bool m_isEditable = false;
    TextField* m_question = nullptr;
    TextField* m_answers = nullptr;
    QComboBox* m_split = nullptr;
    QLineEdit* m_id = nullptr;
    QLabel* m_tooLong = nullptr;
    QLabel* m_system = nullptr;
    PlainTextView* m_user = nullptr;
    QLabel* m_right = nullptr;
};

} // namespace metaspo
