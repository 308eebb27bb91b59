#pragma once

#include <QDialog>

class QAction;
class QLineEdit;
class QListView;

namespace metaspo {

class CommandModel;

/// Every action of the window by a few letters of its name, with its shortcut. Closes itself, then does what was chosen.
class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    CommandPalette(const QList<QAction*>& actions, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void narrow(const QString& text);
    void choose();

    QLineEdit* m_edit;
    QListView* m_list;
    CommandModel* m_model;
};

} // namespace metaspo
