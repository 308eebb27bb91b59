#pragma once

#include <QDialog>
#include <QKeySequence>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace metaspo {

class Shortcuts;
struct ShortcutEntry;

/// Every action of the window with its keys, by menu; keys are changed by pressing them. Keys that mean something else
/// change nothing until the person decides whose they are; both actions say so until then.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    ShortcutsDialog(Shortcuts& shortcuts, QWidget* parent);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fillList();
    QLayout* makeEditor();
    void narrow();
    void showKeys();
    void showChosen();
    void takePressed(const QKeySequence& keys);
    void ask(const QList<QKeySequence>& keys);
    void decide();
    void forget();
    QString remarkOf(const ShortcutEntry& entry) const;
    const ShortcutEntry* chosen() const;

    Shortcuts& m_shortcuts;
    QLineEdit* m_filter;
    QTreeWidget* m_list;
    QLabel* m_name;
    QKeySequenceEdit* m_keys;
    QPushButton* m_clear;
    QPushButton* m_reset;
    QPushButton* m_resetAll;
    QLabel* m_conflict;
    QPushButton* m_take;
    QList<QTreeWidgetItem*> m_rows; ///< one for each entry
    const ShortcutEntry* m_asking = nullptr;
    QList<QKeySequence> m_asked; ///< what it asks for and others have
};

} // namespace metaspo
