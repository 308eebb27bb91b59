#include "ui/tasks/TaskForm.h"

#include "core/engine/TaskEditing.h"
#include "ui/kit/Layout.h"
#include "ui/kit/Words.h"
#include "ui/tasks/TextField.h"
#include "ui/tasks/UndoKeys.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>

namespace metaspo {

namespace {

constexpr char16_t between = u'|';

template <typename E>
QComboBox* makeChoice(std::initializer_list<E> values, const char* objectName, const QString& accessibleName,
                      QWidget* parent)
{
    auto* box = new QComboBox(parent);
    nameWidget(box, QLatin1String(objectName), accessibleName);
    for (const E value : values)
        box->addItem(wordFor(value), static_cast<int>(value));
    return box;
}

/// Also a value that is not offered, such as a metric that only a task file can name.
template <typename E>
void chooseOrAdd(QComboBox* box, E value)
{
    int place = box->findData(static_cast<int>(value));
    if (place < 0) {
        box->addItem(wordFor(value), static_cast<int>(value));
        place = box->count() - 1;
    }
    box->setCurrentIndex(place);
}

void showLine(QLineEdit* field, const QString& text)
{
    if (field->text() != text && !(field->hasFocus() && field->isModified()))
        field->setText(text);
}

} // namespace

QString linesOf(const QList<Label>& labels)
{
    QStringList lines;
    for (const Label& label : labels)
        lines.append((QStringList{label.name} + label.synonyms).join(QStringLiteral(" | ")));
    return lines.join(u'\n');
}

QList<Label> labelsOf(const QString& lines)
{
    QList<Label> labels;
    for (const QString& line : lines.split(u'\n')) {
        QStringList words;
        for (const QString& word : line.split(between))
            if (const QString trimmed = word.trimmed(); !trimmed.isEmpty())
                words.append(trimmed);
        if (words.isEmpty())
            continue;
        const QString name = words.takeFirst();
        labels.append({name, words});
    }
    return labels;
}

TaskForm::TaskForm(QWidget* parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, gap, gap, gap);
    m_form->setLabelAlignment(Qt::AlignLeading | Qt::AlignTop);
    makeNames(m_form);
    makeAnswers(m_form);
    makeSource(m_form);
}

QLineEdit* TaskForm::addLine(QFormLayout* form, const QString& label, const char* objectName,
                             const std::function<void()>& finished)
{
    auto* field = new QLineEdit(this);
    QString plain = label;
    nameWidget(field, QLatin1String(objectName), plain.remove(QLatin1Char('&')));
    leaveUndoToPage(field);
    form->addRow(label, field);
    connect(field, &QLineEdit::editingFinished, this, finished);
    return field;
}

void TaskForm::makeNames(QFormLayout* form)
{
    m_name = addLine(form, tr("&Name"), "taskNameField", [this] { takeName(); });
    m_nameTrouble = hint({}, this);
    m_nameTrouble->setObjectName(QStringLiteral("taskNameTrouble"));
    m_nameTrouble->hide();
    form->addRow(QString(), m_nameTrouble);
    m_domain = addLine(form, tr("&Domain"), "taskDomainField",
                       [this] { takeText(m_domain, &Task::domain, tr("Change the domain")); });
    m_role = makeChoice({TaskRole::Source, TaskRole::Target}, "taskRoleField", tr("Role"), this);
    m_role->setToolTip(tr("Source tasks train the system prompt; target tasks only judge it."));
    form->addRow(tr("&Role"), m_role);
    m_prompt = new TextField(TextField::Undo::OfThePage, this);
    nameWidget(m_prompt, QStringLiteral("taskUserPrompt"), tr("Initial user prompt"));
    m_prompt->setMinimumHeight(4 * fontMetrics().lineSpacing() + 14);
    form->addRow(tr("User &prompt"), m_prompt);
    connect(m_role, &QComboBox::activated, this, [this] {
        const auto role = static_cast<TaskRole>(m_role->currentData().toInt());
        change([role](Task& task) { task.role = role; }, tr("Change the role"));
    });
    connect(m_prompt, &TextField::textEdited, this, [this](const QString& text) {
        change([&text](Task& task) { task.userPrompt = text; }, tr("Change the user prompt"), PromptField);
    });
    connect(m_prompt, &TextField::left, this, [this] {
        if (m_document)
            m_document->endTyping();
    });
}

void TaskForm::makeAnswers(QFormLayout* form)
{
    m_format = makeChoice({AnswerKind::Choice, AnswerKind::Label, AnswerKind::Number, AnswerKind::Text},
                          "taskFormatField", tr("Answer format"), this);
    form->addRow(tr("Answer &format"), m_format);
    m_choices = addLine(form, tr("&Choices"), "taskChoicesField", [this] { takeChoices(); });
    m_choices->setPlaceholderText(QStringLiteral("A B C D"));
    m_labels = new TextField(TextField::Undo::OfThePage, this);
    nameWidget(m_labels, QStringLiteral("taskLabelsField"), tr("Labels, one a line, other words for it after |"));
    m_labels->setPlaceholderText(tr("One a line; other words for it after |"));
    m_labels->setFixedHeight(4 * fontMetrics().lineSpacing() + 14);
    form->addRow(tr("&Labels"), m_labels);
    m_number = new QComboBox(this);
    nameWidget(m_number, QStringLiteral("taskNumberField"), tr("Numbers"));
    m_number->addItem(tr("Whole numbers"), static_cast<int>(NumberKind::Integer));
    m_number->addItem(tr("Decimal numbers"), static_cast<int>(NumberKind::Decimal));
    form->addRow(tr("N&umbers"), m_number);
    m_metric = makeChoice({MetricKind::Accuracy, MetricKind::MacroF1, MetricKind::MacroF1Reference,
                           MetricKind::ExactMatch, MetricKind::TokenF1, MetricKind::Contains, MetricKind::Numeric},
                          "taskMetricField", tr("Metric"), this);
    form->addRow(tr("&Metric"), m_metric);
    m_tolerance = new QDoubleSpinBox(this);
    nameWidget(m_tolerance, QStringLiteral("taskToleranceField"), tr("Largest difference that counts as right"));
    m_tolerance->setDecimals(6);
    m_tolerance->setRange(0, 1e9);
    m_tolerance->setKeyboardTracking(false);
    form->addRow(tr("&Tolerance"), m_tolerance);
    connect(m_format, &QComboBox::activated, this, &TaskForm::takeFormat);
    connect(m_number, &QComboBox::activated, this, &TaskForm::takeFormat);
    connect(m_labels, &TextField::textEdited, this, &TaskForm::takeLabels);
    connect(m_metric, &QComboBox::activated, this, [this] {
        const auto kind = static_cast<MetricKind>(m_metric->currentData().toInt());
        change([kind](Task& task) { task.metric.kind = kind; }, tr("Change the metric"));
    });
    connect(m_tolerance, &QDoubleSpinBox::valueChanged, this, [this](double tolerance) {
        change([tolerance](Task& task) { task.metric.tolerance = tolerance; }, tr("Change the tolerance"));
    });
}

void TaskForm::makeSource(QFormLayout* form)
{
    m_origin = addLine(form, tr("&Origin"), "taskOriginField",
                       [this] { takeText(m_origin, &Task::origin, tr("Change the origin")); });
    m_licence = addLine(form, tr("L&icence"), "taskLicenceField",
                        [this] { takeText(m_licence, &Task::licence, tr("Change the licence")); });
}

void TaskForm::setTask(TaskDocument* document, TaskKey key)
{
    takeNames();
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    m_key = key;
    for (QLineEdit* field : {m_name, m_domain, m_choices, m_origin, m_licence})
        field->setModified(false);
    m_nameTrouble->hide();
    if (m_document)
        connect(m_document, &TaskDocument::edited, this, [this](TaskKey edited, const TaskEdit& edit) {
            if (edited == m_key && edit.head)
                show();
        });
    show();
    for (TextField* field : {m_prompt, m_labels})
        field->moveCursor(QTextCursor::Start);
}

void TaskForm::setEditable(bool isEditable)
{
    m_isEditable = isEditable;
    show();
}

void TaskForm::editName()
{
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

void TaskForm::takeNames()
{
    for (QLineEdit* field : {m_name, m_domain, m_choices, m_origin, m_licence})
        if (field->isModified())
            Q_EMIT field->editingFinished();
}

const Task* TaskForm::task() const
{
    const TaskEntry* entry = m_document ? m_document->entry(m_key) : nullptr;
    return entry ? &entry->task : nullptr;
}

void TaskForm::show()
{
    const Task* shown = task();
    const Task none;
    const Task& all = shown ? *shown : none;
    const bool isEditable = m_isEditable && shown;
    showLine(m_name, all.name);
    showLine(m_domain, all.domain);
    showLine(m_origin, all.origin);
    showLine(m_licence, all.licence);
    chooseOrAdd(m_role, all.role);
    m_prompt->setText(all.userPrompt);
    showAnswers(all);
    for (QLineEdit* field : {m_name, m_domain, m_choices, m_origin, m_licence})
        field->setReadOnly(!isEditable);
    m_prompt->setEditable(isEditable);
    m_labels->setEditable(isEditable);
    for (QWidget* field : std::initializer_list<QWidget*>{m_role, m_format, m_number, m_metric, m_tolerance})
        field->setEnabled(isEditable);
}

void TaskForm::showAnswers(const Task& shown)
{
    const AnswerKind kind = shown.format.kind;
    chooseOrAdd(m_format, kind);
    showLine(m_choices, shown.format.choices.join(u' '));
    if (labelsOf(m_labels->text()) != shown.format.labels)
        m_labels->setText(linesOf(shown.format.labels));
    m_number->setCurrentIndex(m_number->findData(static_cast<int>(shown.format.number)));
    chooseOrAdd(m_metric, shown.metric.kind);
    const QSignalBlocker quiet(m_tolerance);
    m_tolerance->setValue(shown.metric.tolerance);
    m_form->setRowVisible(m_choices, kind == AnswerKind::Choice);
    m_form->setRowVisible(m_labels, kind == AnswerKind::Label);
    m_form->setRowVisible(m_number, kind == AnswerKind::Number);
    m_form->setRowVisible(m_tolerance, shown.metric.kind == MetricKind::Numeric);
}

void TaskForm::takeName()
{
    const Task* before = task();
    if (!before || !m_isEditable)
        return;
    const QString name = m_name->text().trimmed();
    QString trouble;
    if (!isGoodTaskName(name))
        trouble = tr("A name has letters from a to z, digits, '-', '_' and '.'. The task is still called %1.");
    else if (m_document->names(m_key).contains(name))
        trouble = tr("Another task has that name. The task is still called %1.");
    m_nameTrouble->setVisible(!trouble.isEmpty());
    if (!trouble.isEmpty())
        return m_nameTrouble->setText(trouble.arg(before->name));
    m_name->setModified(false);
    change([&name](Task& task) { task.name = name; }, tr("Rename the task"));
}

void TaskForm::takeText(QLineEdit* field, QString Task::*member, const QString& what)
{
    if (!field->isModified())
        return;
    field->setModified(false);
    const QString text = field->text().trimmed();
    change([&](Task& task) { task.*member = text; }, what);
}

void TaskForm::takeChoices()
{
    static const QRegularExpression apart(QStringLiteral("[\\s,;]+"));
    if (!m_choices->isModified())
        return;
    m_choices->setModified(false);
    const QStringList choices = m_choices->text().split(apart, Qt::SkipEmptyParts);
    change([&choices](Task& task) { task.format.choices = choices; }, tr("Change the choices"));
}

void TaskForm::takeLabels(const QString& lines)
{
    const QList<Label> labels = labelsOf(lines);
    change([&labels](Task& task) { task.format.labels = labels; }, tr("Change the labels"), LabelsField);
}

void TaskForm::takeFormat()
{
    const auto kind = static_cast<AnswerKind>(m_format->currentData().toInt());
    const auto number = static_cast<NumberKind>(m_number->currentData().toInt());
    change(
        [kind, number](Task& task) {
            task.format.kind = kind;
            task.format.number = number;
        },
        tr("Change the answer format"));
}

void TaskForm::change(const std::function<void(Task&)>& change, const QString& what, Field field)
{
    const Task* before = task();
    if (!before || !m_isEditable)
        return;
    Task after = headOf(*before);
    change(after);
    const TypingPlace place = field == NoField ? TypingPlace{} : TypingPlace{-1, field};
    m_document->edit(m_key, headEdit(*before, after), what, place);
}

} // namespace metaspo
