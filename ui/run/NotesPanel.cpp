#include "ui/run/NotesPanel.h"

#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"

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
    m_edit->setPlaceholderText(
        tr("What you expected, what you saw, what you want to try next. Notes are kept in the project "
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
    if (run == m_run && keepTyping(note))
        return;
    if (run != m_run)
        save();
    m_soon.stop();
    m_run = run;
    m_stored = note;
    m_before.reset();
    fill(note);
    m_edit->setEnabled(run != 0);
    m_edit->setReadOnly(m_project && m_project->isReadOnly());
    m_state->clear();
    const auto unwritten = m_unwritten.constFind(place());
    if (unwritten == m_unwritten.constEnd())
        return;
    fill(unwritten->note);
    if (unwritten->hasFailed)
        return noteEdited(); // tried again
    m_before = std::exchange(m_stored, unwritten->note);
    m_state->setText(tr("Saving …"));
}

// What was read before the last saving may arrive after it; what could not be saved is newer than any file.
bool NotesPanel::keepTyping(const QString& note)
{
    if (m_saving > 0 || m_soon.isActive() || note == m_stored || note == m_before)
        return true;
    if (!m_unwritten.contains(place()))
        return false;
    m_stored = note;
    return true;
}

NotesPanel::Place NotesPanel::place() const
{
    return {m_project ? m_project->path() : QString(), m_run};
}

void NotesPanel::fill(const QString& note)
{
    const QScopedValueRollback filling(m_isFilling, true);
    if (m_edit->toPlainText() != note)
        showEditable(m_edit, note);
}

QString NotesPanel::unsavedEdits() const
{
    QStringList runs;
    for (auto unwritten = m_unwritten.begin(); unwritten != m_unwritten.end(); ++unwritten)
        if (unwritten->hasFailed)
            runs += QString::number(unwritten.key().second);
    runs.sort();
    return runs.isEmpty() ? QString()
                          : tr("What you noted about run %1 could not be saved.").arg(runs.join(QStringLiteral(", ")));
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
    if (!m_project || m_run == 0)
        return;
    if (note == m_stored) {
        if (m_unwritten.value(place()).hasFailed) // and was taken back
            m_unwritten.remove(place());
        return m_state->setText(m_saving > 0 ? m_state->text() : QString());
    }
    m_before = std::exchange(m_stored, note);
    ++m_saving;
    m_unwritten.insert(place(), {note, false});
    m_state->setText(tr("Saving …"));
    whenDone(m_project->setNote(m_run, note), this, [this, note, where = place()](const Result<void>& kept) {
        --m_saving;
        if (kept)
            return noteWritten(where, note);
        noteFailed(where, note);
        Q_EMIT failed(kept.error());
    });
}

void NotesPanel::noteFailed(const Place& where, const QString& note)
{
    if (const auto tried = m_unwritten.find(where); tried != m_unwritten.end() && tried->note == note)
        tried->hasFailed = true;
    if (where != place() || m_stored != note)
        return;
    m_stored = m_before.value_or(QString()); // the next saving tries it again
    m_before.reset();
    m_state->setText(tr("Not saved"));
}

void NotesPanel::noteWritten(const Place& where, const QString& note)
{
    if (m_unwritten.value(where).note == note)
        m_unwritten.remove(where);
    if (where == place() && !m_soon.isActive())
        m_state->setText(tr("Saved"));
    Q_EMIT saved(where.second);
}

} // namespace metaspo
