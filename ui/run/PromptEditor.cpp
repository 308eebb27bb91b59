#include "ui/run/PromptEditor.h"

#include "core/domain/Task.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/run/StepText.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace metaspo {

QString promptProblem(PromptKind kind, const QString& text, const QString& origin)
{
    if (text.trimmed().isEmpty())
        return PromptEditor::tr("A prompt needs a text.");
    if (text == origin)
        return PromptEditor::tr("Nothing is changed yet.");
    const auto places = text.count(questionPlaceholder);
    if (kind == PromptKind::User && places != 1)
        return PromptEditor::tr("A user prompt needs %1 exactly once.").arg(questionPlaceholder);
    if (kind == PromptKind::System && places != 0)
        return PromptEditor::tr("A system prompt must not have %1.").arg(questionPlaceholder);
    return {};
}

PromptEditor::PromptEditor(const Candidate& origin, QWidget* parent)
    : QDialog(parent)
    , m_origin(origin)
    , m_text(new QPlainTextEdit(origin.text, this))
    , m_problem(hint({}, this))
{
    setObjectName(QStringLiteral("promptEditor"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Edit a copy of %1").arg(displayLine(text(origin.step))));
    resize(680, 420);
    nameWidget(m_text, QStringLiteral("promptEditorText"), tr("Text of the new candidate"));
    m_text->setTabChangesFocus(true);
    const QString when = origin.kind == PromptKind::System
                             ? tr("It takes part in the next outer loop, after that loop's proposals, and is scored like them.")
                             : tr("It takes part in the next inner loop for %1, after that loop's proposals, and is scored "
                                  "like them.")
                                   .arg(displayLine(origin.task));
    m_problem->setObjectName(QStringLiteral("promptEditorProblem"));
    auto* buttons = new QDialogButtonBox(this);
    m_insert = buttons->addButton(tr("&Insert into the run"), QDialogButtonBox::AcceptRole);
    nameWidget(m_insert, QStringLiteral("insertPrompt"), tr("Insert into the run"));
    QPushButton* cancel = buttons->addButton(QDialogButtonBox::Cancel);
    nameWidget(cancel, QStringLiteral("cancelPrompt"), tr("Cancel"));
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 20, 20, 16);
    rows->setSpacing(gap);
    rows->addWidget(hint(when, this));
    rows->addWidget(m_text, 1);
    rows->addWidget(m_problem);
    rows->addWidget(buttons);
    connect(m_text, &QPlainTextEdit::textChanged, this, &PromptEditor::check);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &PromptEditor::insert);
    check();
}

void PromptEditor::check()
{
    const QString problem = promptProblem(m_origin.kind, m_text->toPlainText(), m_origin.text);
    m_problem->setText(problem);
    m_insert->setEnabled(problem.isEmpty());
}

void PromptEditor::insert()
{
    Q_EMIT inserted(Insertion{m_origin.kind, m_origin.task, m_text->toPlainText(), m_origin.step});
    accept();
}

} // namespace metaspo
