#pragma once

#include "core/engine/ImportChoices.h"

#include <QWidget>

class QLabel;
class QListView;
class QPushButton;
class QTableWidget;

namespace metaspo {

class ProblemModel;

/// What is wrong or doubtful about an import before it is stored: rows left out, questions that come twice, and what the
/// check of a task finds.
class ImportCheck : public QWidget
{
    Q_OBJECT

public:
    explicit ImportCheck(QWidget* parent = nullptr);

    void show(const ImportPreview& preview); ///< checks it in the background
    void clear();

Q_SIGNALS:
    void counted(qsizetype findings); ///< rows left out and problems

private:
    void showRejected(const QList<RejectedRow>& rows);
    void showFindings(const ImportFindings& findings);
    void copyRejected() const;

    QList<RejectedRow> m_rejected;
    int m_generation = 0; ///< answers for a former preview are dropped
    QLabel* m_summary;
    QTableWidget* m_rows;
    QPushButton* m_copy;
    QListView* m_list;
    ProblemModel* m_problems;
};

} // namespace metaspo
