# The English texts stand in the sources; the catalogue gives those with a number their plural forms. After a change of
# such a text: cmake --build --preset dev --target update_translations, then fill in what is new.
find_package(Qt6 6.4 REQUIRED COMPONENTS LinguistTools GLOBAL)
set(catalogue ${CMAKE_SOURCE_DIR}/translations/workbench_en.ts)
set_source_files_properties(${catalogue} PROPERTIES OUTPUT_LOCATION ${CMAKE_CURRENT_BINARY_DIR}/translations)
qt_add_translation(compiled_catalogues ${catalogue})
qt_add_resources(metaspo_ui metaspo_translations PREFIX / BASE ${CMAKE_CURRENT_BINARY_DIR} FILES ${compiled_catalogues})
add_custom_target(update_translations
    COMMAND Qt6::lupdate -I . -pluralonly -no-obsolete -locations none ui app -ts ${catalogue}
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
