#pragma once

#include "core/engine/Project.h"
#include "ui/kit/Notice.h"
#include "ui/run/SettingsModel.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QTableView;

namespace metaspo {

class PlainTextView;

/// What a run was set up with: its settings beside those of the run it was forked from, and the optimizer templates as
/// they were frozen with it.
class SetupPanel : public QWidget
{
    Q_OBJECT

public:
    explicit SetupPanel(QWidget* parent = nullptr);

    void setProject(const std::shared_ptr<Project>& project);
    /// `origin`: the run it was forked from, as far as it is known.
    void showRun(const RunOverview& overview, const std::optional<RunRecord>& origin);
    void clear();

Q_SIGNALS:
    void failed(const metaspo::Error& error);
    void noticeRaised(const metaspo::Notice& notice);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeSettings();
    QWidget* makeTemplates();
    void fillSettings();
    void readTemplates();
    void takeTemplates(const TemplateTexts& texts);
    void showTemplate();

    std::shared_ptr<Project> m_project;
    RunRecord m_record;
    std::optional<RunRecord> m_origin;
    TemplateTexts m_texts;
    TemplateTexts m_originTexts;
    qint64 m_textsOf = 0; ///< the run whose templates are shown
    SettingsModel* m_model;
    QTableView* m_table;
    QCheckBox* m_onlyDifferent;
    QLabel* m_nothing;
    QComboBox* m_name;
    QLabel* m_note;
    PlainTextView* m_text;
};

/// "analyse-system-prompt (version 2)" for every template that is not the program's own.
QStringList changedTemplateWords(const TemplateTexts& texts);

} // namespace metaspo
