#include "ui/tasks/UndoKeys.h"

#include <QKeyEvent>
#include <QLineEdit>

namespace metaspo {

namespace {

class UndoKeys : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject* object, QEvent* event) override
    {
        if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
            return QObject::eventFilter(object, event);
        const auto* key = static_cast<QKeyEvent*>(event);
        if (!key->matches(QKeySequence::Undo) && !key->matches(QKeySequence::Redo))
            return QObject::eventFilter(object, event);
        event->ignore();
        return true;
    }
};

} // namespace

void leaveUndoToPage(QLineEdit* field)
{
    field->installEventFilter(new UndoKeys(field));
}

} // namespace metaspo
