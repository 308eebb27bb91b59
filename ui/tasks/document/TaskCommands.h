#pragma once

#include "ui/tasks/document/TaskDocument.h"

#include <QUndoCommand>

namespace metaspo {

/// Changes one task. Commands of one burst of typing become one.
class EditCommand : public QUndoCommand
{
public:
    /// `burst`: 0 for a change that stands alone.
    EditCommand(TaskDocument& document, TaskKey key, const TaskEdit& edit, const QString& what, int burst);

    int id() const override { return m_burst == 0 ? -1 : 1; }
    bool mergeWith(const QUndoCommand* other) override;
    void redo() override;
    void undo() override;

private:
    TaskDocument& m_document;
    TaskKey m_key;
    TaskEdit m_edit;
    int m_burst;
    bool m_wasDone = false;
};

/// Brings tasks into the document or takes them out of it.
class PresenceCommand : public QUndoCommand
{
public:
    PresenceCommand(TaskDocument& document, const QList<TaskKey>& keys, bool isPresent, const QString& what);

    const QList<TaskKey>& keys() const { return m_keys; }
    bool isPresent() const { return m_isPresent; } ///< after it
    void redo() override;
    void undo() override;

private:
    TaskDocument& m_document;
    QList<TaskKey> m_keys;
    bool m_isPresent;
};

} // namespace metaspo
