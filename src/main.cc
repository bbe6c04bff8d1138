#include "command/program.h"

int main(int argc, char** argv) { return pgsettle::run_program(argc, argv); }
