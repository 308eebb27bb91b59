#include "ui/tasks/TaskDialog.h"

#include "ui/kit/Layout.h"
#include "ui/kit/Words.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace metaspo {

TaskDialog::TaskDialog(const Task& task, QWidget* parent)
    : QDialog(parent)
    , m_task(task)
    , m_name(new QLineEdit(task.name, this))
    , m_domain(new QLineEdit(task.domain, this))
    , m_role(new QComboBox(this))
    , m_userPrompt(new QPlainTextEdit(task.userPrompt, this))
    , m_trouble(hint({}, this))
{
    setObjectName(QStringLiteral("taskDialog"));
    setWindowTitle(tr("Edit the task"));
    nameWidget(m_name, QStringLiteral("taskDialogName"), tr("Name"));
    nameWidget(m_domain, QStringLiteral("taskDialogDomain"), tr("Domain"));
    nameWidget(m_role, QStringLiteral("taskDialogRole"), tr("Role"));
    nameWidget(m_userPrompt, QStringLiteral("taskDialogUserPrompt"), tr("Initial user prompt"));
    m_trouble->setObjectName(QStringLiteral("taskDialogTrouble"));
    for (const TaskRole role : {TaskRole::Source, TaskRole::Target})
        m_role->addItem(wordFor(role), static_cast<int>(role));
    m_role->setCurrentIndex(m_role->findData(static_cast<int>(task.role)));
    m_userPrompt->setTabChangesFocus(true);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    m_save = buttons->button(QDialogButtonBox::Save);
    m_save->setObjectName(QStringLiteral("taskDialogSave"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT saveChosen(edited());
        accept();
    });
    connect(m_name, &QLineEdit::textChanged, this, &TaskDialog::check);
    connect(m_userPrompt, &QPlainTextEdit::textChanged, this, &TaskDialog::check);

    auto* form = new QFormLayout;
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Domain"), m_domain);
    form->addRow(tr("&Role"), m_role);
    form->addRow(QString(), hint(tr("Source tasks train the system prompt; target tasks only judge it."), this));
    form->addRow(tr("User &prompt"), m_userPrompt);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(gap);
    column->addLayout(form, 1);
    column->addWidget(m_trouble);
    column->addWidget(buttons);
    resize(620, 460);
    check();
}

Task TaskDialog::edited() const
{
    Task task = m_task;
    task.name = m_name->text().trimmed();
    task.domain = m_domain->text().trimmed();
    task.role = static_cast<TaskRole>(m_role->currentData().toInt());
    task.userPrompt = m_userPrompt->toPlainText();
    return task;
}

void TaskDialog::check()
{
    static const QRegularExpression allowed(QStringLiteral("^[\\p{L}\\p{N}._-]+$"));
    const Task task = edited();
    QString trouble;
    if (!allowed.match(task.name).hasMatch())
        trouble = tr("The name may have letters, digits, '-', '_' and '.'.");
    else if (task.userPrompt.count(questionPlaceholder) != 1)
        trouble = tr("The user prompt must hold {question} exactly once: there the question is put in.");
    m_trouble->setText(trouble);
    m_save->setEnabled(trouble.isEmpty());
}

} // namespace metaspo
