#include "ui/tasks/TaskHead.h"

#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Words.h"
#include "ui/tasks/ActionButton.h"
#include "ui/tasks/document/VersionText.h"

#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace metaspo {

TaskHead::TaskHead(const TaskActions& actions, QWidget* parent)
    : QWidget(parent)
    , m_name(heading({}, this))
    , m_facts(hint({}, this))
    , m_version(hint({}, this))
    , m_state(hint({}, this))
{
    m_name->setObjectName(QStringLiteral("taskName"));
    m_facts->setObjectName(QStringLiteral("taskFacts"));
    m_version->setObjectName(QStringLiteral("taskVersion"));
    m_state->setObjectName(QStringLiteral("taskSaveState"));
    m_state->setWordWrap(false);
    using Id = TaskActionId;
    auto* row = new QHBoxLayout;
    row->addWidget(m_name, 1);
    row->addWidget(m_state);
    row->addSpacing(4);
    for (const auto& [id, name] : {std::pair{Id::Undo, "undoTask"}, std::pair{Id::Redo, "redoTask"}})
        row->addWidget(iconButtonFor(actions[id], QLatin1String(name), this));
    const std::pair<Id, std::pair<const char*, QString>> buttons[] = {
        {Id::Splits, {"divideTask", tr("&Splits…")}},
        {Id::Export, {"exportTask", tr("E&xport…")}},
        {Id::RemoveTask, {"removeTask", tr("Re&move")}}};
    for (const auto& [id, words] : buttons)
        row->addWidget(buttonFor(actions[id], words.second, QLatin1String(words.first), this));
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addLayout(row);
    rows->addWidget(m_facts);
    rows->addWidget(m_version);
}

void TaskHead::setTask(TaskSession* session, TaskKey key)
{
    if (m_session) {
        m_session->disconnect(this);
        m_session->document().disconnect(this);
        m_session->saver().disconnect(this);
    }
    m_session = session;
    m_key = key;
    if (session) {
        connect(session, &TaskSession::versionsRead, this, &TaskHead::showVersion);
        connect(&session->document(), &TaskDocument::headChanged, this, &TaskHead::show);
        connect(&session->document(), &TaskDocument::edited, this, &TaskHead::showVersion);
        connect(&session->saver(), &TaskSaver::stateChanged, this, &TaskHead::showState);
    }
    show();
    showState();
    showVersion();
}

void TaskHead::show()
{
    const TaskEntry* entry = m_session ? m_session->document().entry(m_key) : nullptr;
    const Task task = entry ? headOf(entry->task) : Task();
    m_name->setText(displayLine(task.name, 80));
    QStringList facts;
    if (entry)
        facts = {task.domain, wordFor(task.role), tr("answer: %1").arg(wordFor(task.format.kind)),
                 tr("metric: %1").arg(wordFor(task.metric.kind)), task.licence};
    facts.removeAll(QString());
    m_facts->setText(displayLine(facts.join(QStringLiteral("  ·  ")), 200));
    m_facts->setToolTip(task.origin.isEmpty() ? QString() : displayToolTip(task.origin));
}

void TaskHead::showState()
{
    if (!m_session || m_session->isReadOnly())
        return m_state->clear();
    switch (m_session->saver().state()) {
    case TaskSaver::State::Saved: m_state->setText(tr("✓ Saved")); break;
    case TaskSaver::State::Saving: m_state->setText(tr("Saving …")); break;
    case TaskSaver::State::Failed: m_state->setText(tr("⚠ Not saved")); break;
    }
    const bool hasFailed = m_session->saver().state() == TaskSaver::State::Failed;
    m_state->setToolTip(hasFailed ? displayToolTip(sentence(m_session->saver().trouble())) : QString());
    showVersion();
}

void TaskHead::showVersion()
{
    const bool isChanged = m_session && m_session->saver().hasPending(m_key);
    const QString text = m_session ? versionText(m_session->versions(m_key), isChanged) : QString();
    m_version->setText(text);
    m_version->setVisible(!text.isEmpty());
}

} // namespace metaspo
