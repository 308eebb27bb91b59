#pragma once

#include "core/domain/RowFilters.h"

#include <QTreeWidget>

namespace metaspo {

/// The tasks of the project by domain, to be checked as sources of a run.
class SourceChooser : public QTreeWidget
{
    Q_OBJECT

public:
    explicit SourceChooser(QWidget* parent = nullptr);

    void show(const QList<TaskSummary>& tasks);
    using QWidget::show;
    void setChosen(const QStringList& tasks);
    QStringList chosen() const;        ///< in the order of the tree
    QStringList chosenDomains() const;
    void keepOneDomain(); ///< unchecks what is not of the first checked domain

Q_SIGNALS:
    void changed(); ///< by the user

private:
    template <typename Visit>
    void forEachTask(Visit visit) const;
};

} // namespace metaspo
