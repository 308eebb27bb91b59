#pragma once

#include "core/engine/Project.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QTableView;

namespace metaspo {

class CandidateListModel;
class PlainTextView;
class RunListModel;

/// Chooses prompts of any runs for a comparison: a run, then as many of its prompts as wanted, with their texts below.
class CandidateDialog : public QDialog
{
    Q_OBJECT

public:
    /// `alike`: a prompt that is compared already; then only those of its kind (and task) can be chosen.
    CandidateDialog(const std::shared_ptr<Project>& project, const std::optional<CandidateId>& alike, QWidget* parent);

Q_SIGNALS:
    void chosen(const QList<metaspo::CandidateId>& candidates);
    void failed(const metaspo::Error& error);

private:
    QWidget* makeRuns();
    QWidget* makeCandidates();
    void readRuns();
    void showRun(qint64 run);
    void fillKinds();
    void narrow();
    void showChosen();
    QList<CandidateId> selected() const;
    bool isFitting(const std::optional<QString>& task) const;

    std::weak_ptr<Project> m_project;
    std::optional<CandidateId> m_alike;
    RunListModel* m_runs;
    CandidateListModel* m_candidates;
    QListView* m_runList;
    QTableView* m_table;
    QComboBox* m_kind;
    QLineEdit* m_search;
    PlainTextView* m_text;
    QLabel* m_none;
    QPushButton* m_add = nullptr;
    qint64 m_run = 0;
    std::optional<CandidateId> m_shown; ///< whose text stands below
};

} // namespace metaspo
