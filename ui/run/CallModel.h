#pragma once

#include "core/domain/CallRecord.h"
#include "core/engine/Project.h"
#include "ui/kit/TableSource.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>

namespace metaspo {

/// The calls of a run that a search lets through: their ids in order, found part by part, and pages of rows read when
/// they come into view. A million rows cost eight bytes each. Rows appear as "…" until their page is there. While the run
/// is live only what can have changed is looked at again, and rows that are there keep their place.
class CallModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NumberColumn,
        KindColumn,
        CandidateColumn,
        TaskColumn,
        StateColumn,
        OutcomeColumn,
        TokensColumn,
        TimeColumn,
        CostColumn,
        columns
    };
    static constexpr int pageRows = 128;

    explicit CallModel(QObject* parent = nullptr);

    void setProject(const std::shared_ptr<Project>& project);
    void show(const CallSearch& search); ///< replaces the rows, unless it is the same search
    void reload();                       ///< there may be new calls, or new answers to known ones
    void reloadAll();                    ///< also calls that failed earlier may have been made again
    bool isSearching() const { return m_isReading; }

    std::optional<qint64> callAt(int row) const; ///< the call's id
    int rowOf(qint64 call) const;                ///< -1: not among the rows

    /// What is exported of the calls: the columns of the command line's table. `rows` absent: all.
    TableSource source(const std::optional<QList<int>>& rows) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void failed(const metaspo::Error& error);
    void progressed(); ///< more rows, or the end of the search

private:
    using Page = QList<CallRecord>;

    void read(qint64 from);
    void take(qint64 from, const CallPage& page);
    void merge(qint64 from, qint64 to, const QList<qint64>& ids);
    void removeMissing(qsizetype begin, qsizetype end, const QList<qint64>& ids);
    void insertNew(const QList<qint64>& ids);
    void forgetPages(qsizetype firstRow);
    const CallRecord* rowAt(int row) const;
    void fetch(int page) const;
    QList<qint64> idsOf(int page) const { return m_ids.mid(qsizetype(page) * pageRows, pageRows); }
    void receive(int page, const QList<qint64>& ids, const Result<Page>& rows);
    QString display(const CallRecord& row, int column) const;

    std::shared_ptr<Project> m_project;
    CallSearch m_search;
    QList<qint64> m_ids; ///< ascending
    mutable QCache<int, Page> m_pages{64};
    mutable QSet<int> m_asked;
    quint64 m_generation = 0;
    qint64 m_settledBelow = 0; ///< calls before this one cannot change while the run goes on
    qint64 m_settledNext = 0;  ///< the same, once the reading that is under way has ended
    bool m_isReading = false;
    bool m_isStale = false;
};

} // namespace metaspo
