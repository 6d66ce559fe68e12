using CompactCnn;
using CompactCnn.Examples;

return CompactCnnProgram.Run(args, CompactModels.All);
