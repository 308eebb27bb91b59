#include "ui/tasks/ExampleForm.h"

#include "core/domain/RunSettings.h"
#include "core/engine/TaskEditing.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Words.h"
#include "ui/tasks/ExampleModel.h"
#include "ui/tasks/TextField.h"
#include "ui/tasks/UndoKeys.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QVBoxLayout>

namespace metaspo {

namespace {

/// How a grader reads the accepted answers, where that is not simply the answer itself.
QString readingText(const Task& task, const Example& example)
{
    QStringList readings;
    for (const QString& answer : example.answers) {
        const QString reading = readingOf(task.format, answer);
        readings.append(reading.isEmpty()  ? ExampleForm::tr("%1 (cannot be read)").arg(displayLine(answer, 60))
                        : reading == answer ? displayLine(answer, 100)
                                            : ExampleForm::tr("%1 (read as %2)")
                                                  .arg(displayLine(answer, 60), displayLine(reading, 60)));
    }
    return readings.isEmpty() ? ExampleForm::tr("no answer yet") : readings.join(QStringLiteral("  |  "));
}

} // namespace

ExampleForm::ExampleForm(QWidget* parent)
    : QWidget(parent)
{
    auto* splitter = new QSplitter(this);
    splitter->setObjectName(QStringLiteral("exampleSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(16);
    splitter->addWidget(makeFields());
    splitter->addWidget(makePreview());
    splitter->setSizes({400, 400});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, gap, 0, 0);
    column->addWidget(splitter);
}

QWidget* ExampleForm::makeFields()
{
    auto* area = new QWidget(this);
    m_question = new TextField(TextField::Undo::OfThePage, area);
    nameWidget(m_question, QStringLiteral("questionField"), tr("Question"));
    m_answers = new TextField(TextField::Undo::OfThePage, area);
    nameWidget(m_answers, QStringLiteral("answersField"), tr("Right answers, one a line"));
    m_answers->setPlaceholderText(tr("One a line; each of them counts as right"));
    m_answers->setFixedHeight(3 * fontMetrics().lineSpacing() + 14);
    m_split = new QComboBox(area);
    nameWidget(m_split, QStringLiteral("splitField"), tr("Split"));
    for (const Split split : {Split::Train, Split::Validation, Split::Test})
        m_split->addItem(wordFor(split), static_cast<int>(split));
    m_id = new QLineEdit(area);
    nameWidget(m_id, QStringLiteral("idField"), tr("Id in its source"));
    m_id->setPlaceholderText(tr("none"));
    leaveUndoToPage(m_id);
    m_tooLong = hint(tr("Too long to be typed in. Find and replace changes it."), area);
    m_tooLong->setObjectName(QStringLiteral("questionTooLong"));
    m_tooLong->hide();

    auto* last = new QHBoxLayout;
    last->addWidget(m_split);
    auto* idLabel = new QLabel(tr("I&d"), area);
    idLabel->setBuddy(m_id);
    last->addSpacing(gap);
    last->addWidget(idLabel);
    last->addWidget(m_id, 1);
    auto* form = new QFormLayout(area);
    form->setContentsMargins(0, 0, 0, 0);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignTop);
    form->addRow(tr("&Question"), m_question);
    form->addRow(QString(), m_tooLong);
    form->addRow(tr("&Answers"), m_answers);
    form->addRow(tr("&Split"), last);
    qobject_cast<QLabel*>(form->labelForField(last))->setBuddy(m_split);

    connect(m_question, &TextField::textEdited, this, [this](const QString& text) {
        change([&text](Example& example) { example.question = text; }, ExampleModel::QuestionField);
    });
    connect(m_answers, &TextField::textEdited, this, [this](const QString& text) {
        change([&text](Example& example) { example.answers = answersOf(text); }, ExampleModel::AnswersField);
    });
    connect(m_id, &QLineEdit::textEdited, this, [this](const QString& text) {
        change([&text](Example& example) { example.externalId = text; }, ExampleModel::IdField);
    });
    connect(m_split, &QComboBox::activated, this, [this] {
        const auto split = static_cast<Split>(m_split->currentData().toInt());
        change([split](Example& example) { example.split = split; }, ExampleModel::SplitField);
    });
    for (const TextField* field : {m_question, m_answers})
        connect(field, &TextField::left, this, [this] {
            if (m_document)
                m_document->endTyping();
        });
    return area;
}

QWidget* ExampleForm::makePreview()
{
    auto* area = new QWidget(this);
    m_system = new QLabel(area);
    m_system->setObjectName(QStringLiteral("messageSystem"));
    m_system->setWordWrap(true);
    m_right = new QLabel(area);
    m_right->setObjectName(QStringLiteral("messageAnswers"));
    m_right->setWordWrap(true);
    m_user = new PlainTextView(area);
    nameWidget(m_user, QStringLiteral("messageUser"), tr("User message as the model sees it"));
    auto* form = new QFormLayout(area);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(gap);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignTop);
    form->addRow(caption(tr("System"), area), m_system);
    form->addRow(caption(tr("User"), area), m_user);
    form->addRow(caption(tr("Right"), area), m_right);
    return area;
}

void ExampleForm::setTask(TaskDocument* document, TaskKey key)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    m_key = key;
    m_index = -1;
    if (m_document)
        connect(m_document, &TaskDocument::edited, this, [this](TaskKey edited, const TaskEdit& edit) {
            const bool isShown = std::any_of(edit.examples.begin(), edit.examples.end(),
                                             [this](const ExampleEdit& one) { return one.index() == m_index; });
            if (edited == m_key && (isShown || edit.head))
                show();
        });
    show();
}

void ExampleForm::setExample(int index)
{
    if (index == m_index)
        return;
    if (m_document)
        m_document->endTyping();
    m_index = index;
    show();
    for (TextField* field : {m_question, m_answers})
        field->moveCursor(QTextCursor::Start);
}

void ExampleForm::setEditable(bool isEditable)
{
    m_isEditable = isEditable;
    show();
}

void ExampleForm::editQuestion()
{
    m_question->setFocus(Qt::OtherFocusReason);
    m_question->moveCursor(QTextCursor::End);
}

const Example* ExampleForm::example() const
{
    const TaskEntry* entry = m_document ? m_document->entry(m_key) : nullptr;
    const qsizetype place = entry && entry->isLoaded ? placeOf(entry->task, m_index) : -1;
    return place < 0 ? nullptr : &entry->task.examples.at(place);
}

void ExampleForm::show()
{
    const Example* shown = example();
    showFields(shown);
    showPreview(shown);
}

void ExampleForm::showFields(const Example* shown)
{
    const bool isEditable = m_isEditable && shown;
    m_question->setText(shown ? shown->question : QString());
    // An empty last line is no answer yet, and must not vanish while it is typed.
    if (!shown || answersOf(m_answers->text()) != shown->answers)
        m_answers->setText(shown ? linesOf(shown->answers) : QString());
    m_question->setEditable(isEditable);
    m_answers->setEditable(isEditable);
    m_tooLong->setVisible(m_question->isTooLong());
    m_split->setEnabled(isEditable);
    m_id->setReadOnly(!isEditable);
    m_split->setCurrentIndex(shown ? m_split->findData(static_cast<int>(shown->split)) : -1);
    const QString id = shown ? shown->externalId : QString();
    if (m_id->text() != id)
        m_id->setText(id);
}

void ExampleForm::showPreview(const Example* shown)
{
    showPlain(m_system, RunSettings().initialSystemPrompt);
    if (!shown) {
        m_user->show(QString());
        return showPlain(m_right, QString());
    }
    const Task& task = m_document->entry(m_key)->task;
    QString message = task.userPrompt;
    m_user->show(message.replace(questionPlaceholder, shown->question));
    showPlain(m_right, readingText(task, *shown));
}

void ExampleForm::change(const std::function<void(Example&)>& change, int field)
{
    const Example* before = example();
    if (!before || !m_isEditable)
        return;
    Example after = *before;
    change(after);
    const bool isTyped = field != ExampleModel::SplitField;
    m_document->edit(m_key, exampleEdit(*before, after), changeText(static_cast<ExampleModel::Field>(field)),
                     isTyped ? TypingPlace{m_index, field} : TypingPlace{});
}

} // namespace metaspo
