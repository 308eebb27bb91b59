#include "ui/run/NotesPanel.h"

#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace metaspo {

namespace {
constexpr int savingPause = 700;
}

NotesPanel::NotesPanel(QWidget* parent)
    : QWidget(parent)
    , m_edit(new QPlainTextEdit(this))
    , m_state(hint({}, this))
{
    setObjectName(QStringLiteral("notesPanel"));
    nameWidget(m_edit, QStringLiteral("runNote"), tr("Notes about the run"));
    m_edit->setPlaceholderText(tr("What you expected, what you saw, what you want to try next. Notes are kept in the project "
                                  "file."));
    m_edit->setTabChangesFocus(true);
    m_state->setObjectName(QStringLiteral("noteState"));
    m_soon.setSingleShot(true);
    m_soon.setInterval(savingPause);
    connect(&m_soon, &QTimer::timeout, this, &NotesPanel::save);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &NotesPanel::noteEdited);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(m_edit, 1);
    rows->addWidget(m_state);
    m_edit->setEnabled(false);
}

NotesPanel::~NotesPanel()
{
    save();
}

void NotesPanel::setProject(const std::shared_ptr<Project>& project)
{
    showRun(0, {});
    m_project = project;
}

void NotesPanel::showRun(qint64 run, const QString& note)
{
    const bool isTyping = m_saving > 0 || m_soon.isActive();
    // What was read before the last saving may arrive after it.
    if (run == m_run && (isTyping || note == m_stored || note == m_before))
        return;
    if (run != m_run)
        save();
    m_soon.stop();
    const QScopedValueRollback filling(m_isFilling, true);
    m_run = run;
    m_stored = note;
    m_before.reset();
    if (m_edit->toPlainText() != note)
        m_edit->setPlainText(note);
    m_edit->setEnabled(run != 0);
    m_edit->setReadOnly(m_project && m_project->isReadOnly());
    m_state->clear();
}

void NotesPanel::noteEdited()
{
    if (m_isFilling)
        return;
    m_state->setText(tr("Not saved yet"));
    m_soon.start();
}

void NotesPanel::save()
{
    m_soon.stop();
    const QString note = m_edit->toPlainText();
    if (!m_project || m_run == 0 || note == m_stored)
        return;
    m_before = std::exchange(m_stored, note);
    ++m_saving;
    m_state->setText(tr("Saving …"));
    whenDone(m_project->setNote(m_run, note), this, [this, note, run = m_run](const Result<void>& kept) {
        --m_saving;
        if (!kept) {
            if (run == m_run && m_stored == note) { // the next saving tries it again
                m_stored = m_before.value_or(QString());
                m_before.reset();
                m_state->setText(tr("Not saved"));
            }
            return Q_EMIT failed(kept.error());
        }
        if (run == m_run && !m_soon.isActive())
            m_state->setText(tr("Saved"));
        Q_EMIT saved(run);
    });
}

} // namespace metaspo
