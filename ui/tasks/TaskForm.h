#pragma once

#include "ui/tasks/document/TaskDocument.h"

#include <QPointer>
#include <QWidget>
#include <functional>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace metaspo {

class TextField;

/// What a task is, but for its examples: name, domain, role, user prompt, how answers are read and scored, where it comes
/// from. Texts are taken over while they are typed; names when they are finished, because half a name may be another
/// task's.
class TaskForm : public QWidget
{
    Q_OBJECT

public:
    explicit TaskForm(QWidget* parent = nullptr);

    void setTask(TaskDocument* document, TaskKey key);
    void setEditable(bool isEditable);
    void editName();    ///< takes the focus there
    void takeNames();   ///< as if every field had been left

private:
    enum Field { NoField, PromptField, LabelsField };

    void makeNames(QFormLayout* form);
    void makeAnswers(QFormLayout* form);
    void makeSource(QFormLayout* form);
    QLineEdit* addLine(QFormLayout* form, const QString& label, const char* objectName,
                       const std::function<void()>& finished);
    const Task* task() const;
    void show();
    void showAnswers(const Task& shown);
    void takeName();
    void takeText(QLineEdit* field, QString Task::*member, const QString& what);
    void takeLabels(const QString& lines);
    void takeChoices();
    void takeFormat();
    void change(const std::function<void(Task&)>& change, const QString& what, Field field = NoField);

    QPointer<TaskDocument> m_document;
    TaskKey m_key = 0;
    bool m_isEditable = false;
    QFormLayout* m_form = nullptr;
    QLineEdit* m_name = nullptr;
    QLabel* m_nameTrouble = nullptr;
    QLineEdit* m_domain = nullptr;
    QComboBox* m_role = nullptr;
    TextField* m_prompt = nullptr;
    QComboBox* m_format = nullptr;
    QComboBox* m_number = nullptr;
    QLineEdit* m_choices = nullptr;
    TextField* m_labels = nullptr;
    QComboBox* m_metric = nullptr;
    QDoubleSpinBox* m_tolerance = nullptr;
    QLineEdit* m_origin = nullptr;
    QLineEdit* m_licence = nullptr;
};

/// A closed set of labels as a person types it, and back: one a line, with "|" before each of the other words for it.
QString linesOf(const QList<Label>& labels);
QList<Label> labelsOf(const QString& lines);

} // namespace metaspo
