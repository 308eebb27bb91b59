#include "ui/tasks/document/TaskCommands.h"

namespace metaspo {

EditCommand::EditCommand(TaskDocument& document, TaskKey key, const TaskEdit& edit, const QString& what, int burst)
    : QUndoCommand(what)
    , m_document(document)
    , m_key(key)
    , m_edit(edit)
    , m_burst(burst)
{
}

bool EditCommand::mergeWith(const QUndoCommand* other)
{
    const auto* next = static_cast<const EditCommand*>(other);
    if (next->m_key != m_key || next->m_burst != m_burst)
        return false;
    m_edit = joined(m_edit, next->m_edit);
    setObsolete(m_edit.isEmpty()); // typed and taken back: nothing to undo
    return true;
}

void EditCommand::redo()
{
    m_document.applyEdit(m_key, m_edit, EditDirection::Forward);
    if (std::exchange(m_wasDone, true)) // the first time somebody is looking already
        m_document.reveal(m_key, m_edit, EditDirection::Forward);
}

void EditCommand::undo()
{
    m_document.applyEdit(m_key, m_edit, EditDirection::Back);
    m_document.reveal(m_key, m_edit, EditDirection::Back);
}

PresenceCommand::PresenceCommand(TaskDocument& document, const QList<TaskKey>& keys, bool isPresent,
                                 const QString& what)
    : QUndoCommand(what)
    , m_document(document)
    , m_keys(keys)
    , m_isPresent(isPresent)
{
}

void PresenceCommand::redo()
{
    m_document.setPresent(m_keys, m_isPresent);
}

void PresenceCommand::undo()
{
    m_document.setPresent(m_keys, !m_isPresent);
}

} // namespace metaspo
