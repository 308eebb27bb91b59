#pragma once

#include "tests/ui/WorkbenchFixture.h"

#include <QAction>
#include <QDialog>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QTreeWidget>

namespace metaspo {

/// The dialog of the shortcuts, as a person uses it.
class ShortcutsUser
{
public:
    explicit ShortcutsUser(WorkbenchFixture& workbench)
        : m_workbench(workbench)
    {
        workbench.find<QAction>("shortcutsAction")->trigger();
        m_dialog = workbench.find<QDialog>("shortcutsDialog");
    }
    ~ShortcutsUser() { m_dialog->reject(); }

    QDialog* widget() const { return m_dialog; }

    template <typename T>
    T* find(const char* objectName) const
    {
        return m_dialog->findChild<T*>(QLatin1String(objectName));
    }
    QTreeWidgetItem* row(const QString& name) const
    {
        return find<QTreeWidget>("shortcutsList")->findItems(name, Qt::MatchExactly | Qt::MatchRecursive).value(0);
    }
    QString keys(const QString& name) const { return row(name)->text(1); }
    QString remark(const QString& name) const { return row(name)->text(2); }
    void choose(const QString& name) const { find<QTreeWidget>("shortcutsList")->setCurrentItem(row(name)); }
    void type(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(find<QKeySequenceEdit>("shortcutKeys"), key, modifiers);
    }
    void give(const QString& name, Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        choose(name);
        type(key, modifiers);
    }
    void press(const char* objectName) const { m_workbench.press(objectName); }
    QString conflict() const
    {
        const auto* label = find<QLabel>("shortcutConflict");
        return label->isVisible() ? label->text() : QString();
    }

private:
    WorkbenchFixture& m_workbench;
    QDialog* m_dialog;
};

} // namespace metaspo
