#pragma once

#include <QAbstractListModel>
#include <QAction>
#include <QPointer>

namespace metaspo {

/// Actions whose names match what was typed, best first; for a RowDelegate.
class CommandModel : public QAbstractListModel
{
    Q_OBJECT

public:
    CommandModel(const QList<QAction*>& actions, QObject* parent);

    void narrow(const QString& typed);
    QAction* action(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QList<QPointer<QAction>> m_all;
    QList<QPointer<QAction>> m_shown;
};

/// How well letters typed in order fit a name: -1 not at all; more for runs of letters and beginnings of words.
int fit(const QString& typed, const QString& name);

} // namespace metaspo
